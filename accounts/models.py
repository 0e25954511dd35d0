"""People and the units they belong to."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin


class Organisation(models.Model):
    """A unit of government: it holds sessions and handles cases. A tree, by `parent`."""

    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_per_organisation")
        ]
        permissions = [("handle_cases", "Can handle the cases of this organisation")]

    def __str__(self) -> str:
        return self.name


class User(GuardianUserMixin, AbstractUser):
    """A person who signs in. The public sees the pseudonym, never the name behind it."""

    pseudonym = models.CharField(_("name shown to the public"), max_length=30, blank=True)
    # Tokens carry the version they were made under; raising it ends all of them.
    token_version = models.PositiveIntegerField(default=1)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym"],
                condition=~models.Q(pseudonym=""),
                name="one_person_per_pseudonym",
            )
        ]

    @property
    def shown_name(self) -> str:
        """Return what others may see of this person."""
        return self.pseudonym or str(_("Netizen {number}")).format(number=self.pk)


class Revocation(models.Model):
    """Tokens of `principal` older than `version` are no longer good. Read by every room."""

    principal = models.CharField(max_length=48)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.principal} < {self.version}"


def make_anonymous_user(user_class: type[User]) -> User:
    """Return guardian's stand-in for people who are not signed in."""
    return user_class(username="AnonymousUser", is_active=False)
