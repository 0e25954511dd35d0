"""Questions, what was said, who supports what. Written by the services only."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from dialogue.states import State
from sessions_app.models import Session

# Letters and digits that are not mistaken for one another when read out on the phone.
_RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_receipt() -> str:
    """Return a receipt code by which a guest finds the question again: 60 random bits."""
    return "".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(12))


class Question(models.Model):
    """What somebody asked. The text is plain; `original` is kept when staff edited it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.HELD)
    # Rises with every change; a decision names the version it saw.
    version = models.PositiveIntegerField(default=1)

    author = models.CharField(max_length=48)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=30, blank=True)
    guest = models.BooleanField(default=False)
    receipt = models.CharField(max_length=16, unique=True, default=new_receipt)

    text = models.TextField()
    original = models.TextField(blank=True)
    # The code of one of the session's topics, chosen by the asker; "" where none was.
    topic = models.CharField(max_length=20, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    findings = models.JSONField(default=list)
    flagged = models.BooleanField(default=False)

    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    published_seq = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    case_number = models.CharField(max_length=16, blank=True)
    place = models.PositiveIntegerField(null=True)
    # The unit it was handed to while live: its case goes there.
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=80, blank=True)

    supports = models.PositiveIntegerField(default=0)
    guest_supports = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_question_per_number"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="taken_up"), name="one_question_taken_up"
            ),
        ]
        indexes = [
            # The desk's queue is read by keyset: state, then number.
            models.Index(fields=["session", "state", "number"]),
            models.Index(fields=["session", "author", "number"]),
            models.Index(
                fields=["session", "number"], condition=Q(flagged=True), name="flagged_questions"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}#{self.number}"


class Utterance(models.Model):
    """Something said on the record: an answer to a question, or a speech."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="utterances")
    # The place in the public stream is the utterance's name for ever.
    seq = models.BigIntegerField()
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="answers"
    )
    speaker_key = models.CharField(max_length=8)
    speaker_name = models.CharField(max_length=30)
    speaker_post = models.CharField(max_length=60, blank=True)
    # Empty for an answer given aloud whose words are written down elsewhere.
    text = models.TextField(blank=True)
    # What an answer rests on: [{"title", "href"}].
    sources = models.JSONField(default=list)
    at = models.DateTimeField()

    # What people made of it: how many of each reaction, the sum of the ratings, how many rated.
    thanks = models.PositiveIntegerField(default=0)
    clear = models.PositiveIntegerField(default=0)
    more = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    # Whether anybody has an opinion on it: figures are read of these alone.
    weighed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="one_utterance_per_seq")
        ]
        indexes = [
            models.Index(fields=["session"], condition=Q(weighed=True), name="weighed_answers")
        ]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.session_id}@{self.seq}"


class Correction(models.Model):
    """A dated entry that points at what it corrects; the earlier wording stays."""

    utterance = models.ForeignKey(Utterance, on_delete=models.PROTECT, related_name="corrections")
    seq = models.BigIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.utterance_id}: {self.reason}"


class Support(models.Model):
    """One person stands behind one question, once: the database holds it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="support")
    principal = models.CharField(max_length=48)
    guest = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "principal"], name="one_support_each")
        ]
        # Signing in and closing an account ask for all of somebody's.
        indexes = [models.Index(fields=["principal"])]

    def __str__(self) -> str:
        return f"{self.principal} → {self.question_id}"


class Acknowledgement(models.Model):
    """What an act was answered with, so that a retry gets the same answer."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    principal = models.CharField(max_length=48)
    ref = models.CharField(max_length=64)
    digest = models.CharField(max_length=32)
    result = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal", "session", "ref"], name="one_act_per_ref")
        ]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.principal} {self.ref}"


class Draft(models.Model):
    """An answer that is being written. Saved as it is typed; not part of the log."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    # Whoever prepared it says that the leader can look at it.
    ready = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=48)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft for {self.question_id}"
