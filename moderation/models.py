"""Who is at work on a question, what was decided and why, and the words to look out for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogue.models import Question
from sessions_app.models import Session


class Verdict(models.TextChoices):
    """What a moderator can decide."""

    APPROVED = "approved", _("made public")
    DECLINED = "declined", _("not made public")


class Claim(models.Model):
    """A lease: until it ends, nobody else decides this question. Not part of the log."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="claim")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.question_id} → {self.moderator_id}"


class Decision(models.Model):
    """What one moderator decided about what they saw. Written once, never changed."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    words = models.TextField(_("in words"), blank=True)
    text_before = models.TextField(_("as it was asked"))
    text_after = models.TextField(_("as it was made public"), blank=True)
    # The version of the question that the moderator had before their eyes.
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "version"], name="one_decision_per_version"
            ),
            models.CheckConstraint(
                condition=Q(verdict="approved", reason="") | Q(verdict="declined") & ~Q(reason=""),
                name="only_declining_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.verdict} {self.reason}".rstrip()


class ListedWord(models.Model):
    """A word that a moderator should notice; it never refuses a question by itself."""

    word = models.CharField(_("word"), max_length=60)
    session = models.ForeignKey(
        Session,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="listed_words",
        verbose_name=_("only in this session"),
    )
    note = models.CharField(_("note for the moderator"), max_length=100, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ["word", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["word", "session"], name="one_listed_word_per_session"),
            # NULLs differ from one another in a unique constraint.
            models.UniqueConstraint(
                fields=["word"], condition=Q(session=None), name="one_listed_word_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return self.word
