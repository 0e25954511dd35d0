"""Units of government, as a tree."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class Level(models.TextChoices):
    """Where in the state a unit stands."""

    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county or district")
    TOWNSHIP = "township", _("township or street")
    DEPARTMENT = "department", _("department")


class Organisation(models.Model):
    """A unit of government: it holds sessions and handles cases. A tree, by `parent`.

    `path` holds the ids from the root down to this unit, each between slashes (/3/17/), so
    that "this unit and all below it" is one indexed prefix, and "those above" is the text
    itself. It is kept by `save`, which moves the whole branch
    when the parent changes.
    """

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    path = models.CharField(max_length=250, db_index=True, default="", editable=False)
    level = models.CharField(
        _("level"), max_length=10, choices=Level, default=Level.DEPARTMENT, blank=True
    )
    # GB/T 2260: six digits for provinces, cities and counties; nine or twelve below them.
    code = models.CharField(_("administrative code"), max_length=12, blank=True, db_index=True)
    about = models.TextField(_("what it does"), max_length=1000, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    working_hours = models.CharField(_("working hours"), max_length=120, blank=True)
    # A unit that was dissolved keeps its page and its sessions, and gets no new ones.
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_per_organisation")
        ]
        permissions = [
            ("manage_organisation", "Can manage this organisation and those below it"),
            ("plan_sessions", "Can plan the sessions of this organisation"),
            ("handle_cases", "Can handle the cases of this organisation"),
            ("see_identity", "Can see who somebody really is, with a reason"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a unit that is new or has moved takes its path, and those below it with it.

        Raises ValueError for a unit that would come to stand below itself.
        """
        above = self.parent.path if self.parent else "/"
        if self.pk and f"/{self.pk}/" in above:
            raise ValueError("a unit cannot stand below itself")
        super().save(*args, **kwargs)
        old, self.path = self.path, f"{above}{self.pk}/"
        if not old:
            type(self).objects.filter(pk=self.pk).update(path=self.path)
        elif old != self.path:
            moved = Concat(Value(self.path), Substr("path", len(old) + 1))
            type(self).objects.filter(path__startswith=old).update(path=moved)

    @property
    def lineage(self) -> list[int]:
        """Return the ids of this unit and of those above it, nearest first."""
        return [int(pk) for pk in reversed(self.path.strip("/").split("/"))]


class OrganisationUserPermission(UserObjectPermissionBase):
    """A person's right in a unit and in those below it."""

    content_object = models.ForeignKey(Organisation, on_delete=models.CASCADE)


class OrganisationGroupPermission(GroupObjectPermissionBase):
    """A group's right in a unit and in those below it."""

    content_object = models.ForeignKey(Organisation, on_delete=models.CASCADE)
