"""A case as its page tells it: where it stands, how it came there, what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cases import calendar, queries
from cases.fold import CaseState
from cases.models import Case
from cases.rows import excerpt
from cases.shown import is_gone, state_of
from cases.titles import one_line
from dialogue import reasons
from dialogue.models import Question

# A title of this length reads better in a smaller size.
LONG = 40


@dataclass(frozen=True, slots=True)
class Story:
    """A case's public state with its questions and with today's view of its day."""

    case: Case
    state: CaseState
    questions: list[Question]
    # The question was taken down: its words are not shown, the coded reason is.
    gone: bool
    # Working days until the reply is due, or since; None for what does not apply.
    days_left: int | None
    days_late: int | None

    @property
    def asked(self) -> Question | None:
        """Return the question that the case was born from."""
        return self.questions[0] if self.questions else None

    @property
    def asker_left(self) -> bool:
        """Return whether whoever asked closed the account and cannot be reached any more."""
        asked = self.asked
        return bool(asked and asked.user_id and not asked.name)

    @property
    def reason(self) -> str:
        """Return why the question was taken down, in words."""
        taken_down = (question.reason for question in self.questions if question.reason)
        return reasons.label(next(taken_down, "")) if self.gone else ""

    @property
    def due_on(self) -> date:
        """Return the day at whose end the reply is due."""
        return date.fromisoformat(self.state["due_on"])

    @property
    def is_waiting(self) -> bool:
        """Return whether the reply is still owed."""
        return self.state["answered_at"] is None

    @property
    def is_overdue(self) -> bool:
        """Return whether the reply is still owed though its day is over."""
        return self.is_waiting and self.days_late is not None

    @property
    def answered_on(self) -> date | None:
        """Return the day of the reply."""
        return local_day(self.state["answered_at"])

    @property
    def closed_on(self) -> date | None:
        """Return the day of the closing."""
        return local_day(self.state["closed_at"])

    @property
    def excerpt(self) -> str:
        """Return the beginning of the reply in plain words."""
        return excerpt(self.state["reply"])

    @property
    def is_long(self) -> bool:
        """Return whether the title is more of a sentence than of a heading."""
        return len(self.state["title"]) > LONG

    @property
    def is_whole_in_title(self) -> bool:
        """Return whether the title is all that was asked."""
        return self.state["title"] == one_line(self.state["text"])


def tell(case: Case) -> Story:
    """Return a case's story. Costs the same few queries for every case."""
    questions = queries.questions_of(case)
    gone = is_gone(questions)
    state = state_of(case, gone=gone)
    left, late = _to_go(state)
    return Story(case, state, questions, gone, left, late)


def _to_go(state: CaseState) -> tuple[int | None, int | None]:
    due = date.fromisoformat(state["due_on"])
    replied = local_day(state["answered_at"])
    upto = replied or timezone.localdate()
    days = calendar.current()
    if upto > due:
        return None, days.working_days_between(due, upto)
    return (None if replied else days.working_days_between(upto, due)), None


def local_day(moment: str | None) -> date | None:
    """Return the day of an ISO 8601 moment in the platform's zone."""
    parsed = parse_datetime(moment) if moment else None
    return timezone.localdate(parsed) if parsed else None


def as_json(story: Story) -> dict[str, Any]:
    """Return the story as the API gives it: the fold, and the questions it follows."""
    session = story.case.session
    return {
        **story.state,
        "session": {"number": session.number, "title": session.title} if session else None,
        "questions": [_question(each, gone=story.gone) for each in story.questions],
        "taken_down": story.gone,
        "overdue": story.is_overdue,
        "working_days": story.case.working_days,
    }


def _question(question: Question, *, gone: bool) -> dict[str, Any]:
    return {
        "session": question.session.number,
        "number": question.number,
        "name": "" if gone else question.name,
        "asked_at": question.asked_at,
    }
