"""Cases, the questions they follow, and the rules and days by which they are due.

Cases are written by the services only; rules and special days by staff in the admin.
"""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from cases import states
from cases.states import State
from dialogue.models import Question
from log.models import Stream
from sessions_app.models import Session

MAX_TITLE = 80


def _exactly(condition: Q, otherwise: Q) -> Q:
    return condition & otherwise | ~condition & ~otherwise


class Case(models.Model):
    """What is followed until the person has an answer. `title` and `text` are public words."""

    # The year and a number counted within it: 20260042. Never given out twice.
    number = models.CharField(_("number"), max_length=16, unique=True)
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    text = models.TextField(_("text"))
    # NULL is for what comes in outside of any session.
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="cases", verbose_name=_("unit")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.RECEIVED)
    # Rises with every step; a step names the version it saw.
    version = models.PositiveIntegerField(default=1)

    due_on = models.DateField(pgettext_lazy("case", "due on"))
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The last public step, whichever it was.
    moved_at = models.DateTimeField(null=True)
    reply = models.TextField(_("official reply"), blank=True)
    # From the question to the closing, counted when it was closed.
    working_days = models.PositiveIntegerField(null=True)

    public_stream = models.OneToOneField(
        Stream, on_delete=models.PROTECT, related_name="+", null=True
    )
    desk_stream = models.OneToOneField(
        Stream, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["organisation", "state", "due_on"]),
            models.Index(fields=["state", "closed_at"]),
            models.Index(fields=["moved_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_exactly(
                    Q(state__in=sorted(states.REPLIED)), Q(answered_at__isnull=False)
                ),
                name="case_that_was_answered_says_so",
            ),
            models.CheckConstraint(
                condition=_exactly(Q(state__in=sorted(states.REPLIED)), ~Q(reply="")),
                name="case_with_a_reply_is_answered",
            ),
            models.CheckConstraint(
                condition=_exactly(Q(state=State.CLOSED), Q(closed_at__isnull=False)),
                name="case_with_an_end_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def public_id(self) -> int:
        """Return the id of the public stream."""
        assert self.public_stream_id is not None
        return self.public_stream_id

    @property
    def desk_id(self) -> int:
        """Return the id of the desk stream."""
        assert self.desk_stream_id is not None
        return self.desk_stream_id


class CaseQuestion(models.Model):
    """A question that a case follows. A case is found by any of them; a question has one case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="case_link")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} ← {self.question_id}"


class CaseYear(models.Model):
    """The highest case number given out in a year. The row is the lock."""

    year = models.PositiveIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Kind(models.TextChoices):
    """What a time limit is for."""

    LEFTOVER = "leftover", _("questions left over from a session")


class Counted(models.TextChoices):
    """Which days a limit counts."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class LimitRule(models.Model):
    """How long a unit and those below it have, with effect from a day. See cases.limits."""

    kind = models.CharField(_("for"), max_length=20, choices=Kind, default=Kind.LEFTOVER)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="limit_rules",
        verbose_name=_("only for this unit and those below it"),
    )
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    counted = models.CharField(
        _("counted in"), max_length=8, choices=Counted, default=Counted.WORKING
    )
    since = models.DateField(_("with effect from"))
    source = models.CharField(_("by which rule"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["kind", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organisation", "since"], name="one_limit_per_unit_and_day"
            ),
            # NULLs differ from one another in a unique constraint.
            models.UniqueConstraint(
                fields=["kind", "since"],
                condition=Q(organisation=None),
                name="one_limit_everywhere_per_day",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="limit_is_at_least_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days} {self.get_counted_display()}"


class SpecialDay(models.Model):
    """A day that is worked or off against the calendar that is built in. See cases.calendar."""

    day = models.DateField(_("day"), unique=True)
    working = models.BooleanField(_("is a working day"), default=False)
    note = models.CharField(_("by which notice"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'+' if self.working else '-'}"
