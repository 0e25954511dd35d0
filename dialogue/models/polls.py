"""Polls: what is asked of everyone, what can be chosen, and one ballot for each person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions_app.models import Session


class PollForm(models.TextChoices):
    """How a poll is answered."""

    SINGLE = "single", _("one choice")
    MULTIPLE = "multiple", _("several choices")
    RATING = "rating", _("rating from 1 to 5")
    WORDS = "words", _("word cloud")


class PollState(models.TextChoices):
    """Where a poll is: prepared behind the scenes, open to all, counted."""

    DRAFT = "draft", _("prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Poll(models.Model):
    """One poll of a session. Written by the services only."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="polls")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=PollState, default=PollState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    question = models.CharField(max_length=200)
    form = models.CharField(max_length=8, choices=PollForm, default=PollForm.SINGLE)
    # The most choices, or words, on one ballot.
    most = models.PositiveIntegerField(default=1)
    # Results are shown to nobody but staff until the poll is closed.
    hidden = models.BooleanField(default=False)
    opened_seq = models.BigIntegerField(null=True)
    closed_seq = models.BigIntegerField(null=True)
    # How many ballots, of signed-in people and of guests.
    voters = models.PositiveIntegerField(default=0)
    guest_voters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_poll_per_number"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="open"), name="one_poll_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} poll {self.number}"


class PollOption(models.Model):
    """What can be chosen; in a word cloud, a word that somebody gave and staff let through."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveIntegerField()
    text = models.CharField(max_length=80)
    # A word's fingerprint, by which the same word is found whoever writes it; "" for an option.
    key = models.CharField(max_length=32, blank=True, default="")
    # Words are held until a moderator has seen them; None is held, False is declined.
    shown = models.BooleanField(null=True, default=True)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "place"], name="one_option_per_place"),
            models.UniqueConstraint(fields=["poll", "text"], name="one_option_per_text"),
            models.UniqueConstraint(
                fields=["poll", "key"], condition=~Q(key=""), name="one_option_per_word"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """One person's ballot in one poll: the database holds that it is one."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    principal = models.CharField(max_length=48)
    guest = models.BooleanField(default=False)
    # Places of the options chosen, in ascending order.
    choices = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "principal"], name="one_ballot_each")
        ]
        # Signing in and closing an account ask for all of somebody's.
        indexes = [models.Index(fields=["principal"])]

    def __str__(self) -> str:
        return f"{self.principal} → {self.poll_id}"
