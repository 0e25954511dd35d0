"""Leaders: persons in office, with the posts they hold and have held."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation


class Leader(models.Model):
    """Somebody who answers the public. A public person: nothing here is private."""

    name = models.CharField(_("name"), max_length=30, db_index=True)
    portrait = models.ImageField(_("portrait"), upload_to="portraits/", blank=True)
    biography = models.TextField(_("biography"), max_length=2000, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leader",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """A post that a leader holds, or held: former posts are kept."""

    leader = models.ForeignKey(Leader, on_delete=models.CASCADE, related_name="tenures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tenures")
    post = models.CharField(_("post"), max_length=60)
    since = models.DateField(_("in office from"), null=True, blank=True)
    until = models.DateField(_("in office until"), null=True, blank=True)
    # 网络发言人: answers posts and hot matters in the unit's name.
    spokesperson = models.BooleanField(_("spokesperson"), default=False)
    place = models.PositiveIntegerField(_("place in the order"), default=1)

    class Meta:
        verbose_name = _("post held")
        verbose_name_plural = _("posts held")
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["organisation", "until"], name="posts_of_a_unit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="tenure_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.post}"

    @property
    def is_former(self) -> bool:
        """Return whether it was left: its last day is still a day in office."""
        return self.until is not None and self.until < timezone.localdate()
