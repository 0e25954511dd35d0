"""Whom and what people follow."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Leader, Organisation
from sessions_app.models.sessions import Session
from sessions_app.models.topics import Topic

# What can be followed; exactly one of them in a row.
TARGETS = ("session", "leader", "organisation", "topic")


def _one_target() -> models.Q:
    every = models.Q()
    for target in TARGETS:
        others = {f"{name}__isnull": name != target for name in TARGETS}
        every |= models.Q(**others)
    return every


class Follow(models.Model):
    """Somebody wants to hear of the sessions of a leader, a unit or a topic, or of one session."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    leader = models.ForeignKey(
        Leader, on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    # Kept in the list and in the person's calendar, but nothing is sent. A muted session is
    # silent whatever else one follows.
    muted = models.BooleanField(_("tell me nothing"), default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_target(), name="follow_has_one_target"),
            *(
                models.UniqueConstraint(
                    fields=["user", target],
                    condition=models.Q(**{f"{target}__isnull": False}),
                    name=f"follows_{target}_once",
                )
                for target in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows"
