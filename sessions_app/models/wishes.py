"""What the public would like: whom to invite, on what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from sessions_app.models.sessions import Session
from sessions_app.models.topics import Topic


class WishState(models.TextChoices):
    """Where a wish is."""

    HELD = "held", _("waiting for review")
    OPEN = "open", _("open for votes")
    PLANNED = "planned", _("a session is planned")
    DECLINED = "declined", _("declined")


class Wish(models.Model):
    """A session that somebody suggests. Public once reviewed; anyone signed in may vote."""

    title = models.CharField(_("on what?"), max_length=80)
    reason = models.TextField(_("why?"), max_length=500, blank=True)
    # Whom to invite, in the words of the one who asks.
    whom = models.CharField(_("whom should we invite?"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="wishes"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="wishes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="wishes"
    )
    state = models.CharField(max_length=8, choices=WishState, default=WishState.HELD)
    votes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    # A wish that was declined before it was ever open stays between its author and the office.
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(_("what the unit says"), max_length=300, blank=True)
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="wishes"
    )

    class Meta:
        verbose_name = _("suggested session")
        verbose_name_plural = _("suggested sessions")
        indexes = [
            models.Index(fields=["state", "-votes"], name="wishes_by_votes"),
            models.Index(fields=["state", "-created_at"], name="wishes_by_age"),
        ]

    def __str__(self) -> str:
        return self.title


class WishVote(models.Model):
    """One person's vote for a wish: unique, so that it counts once."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="ballots")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "user"], name="one_vote_per_wish")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.wish_id}"
