"""A case in one row: what lists, the home page and transcripts show of it."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases import states
from cases.models import Case
from cases.shown import is_gone
from cases.states import State
from cases.titles import one_line
from dialogue.plain import plain

EXCERPT = 90


class Row(TypedDict):
    """A case as lists show it. Days are in the platform's zone."""

    number: str
    title: str
    state: str
    state_label: str
    question_number: int | None
    session_number: int | None
    unit: str
    due_on: date
    overdue: bool
    answered_on: date | None
    closed_on: date | None
    reply_excerpt: str
    # The question was taken down: there are no words of it to show.
    gone: bool


def row(case: Case) -> Row:
    """Return a case of cases.queries.listed() as a row, without a query of its own."""
    questions = [link.question for link in case.links.all()]
    first = questions[0] if questions else None
    gone = is_gone(questions)
    return {
        "number": case.number,
        "title": _title(case, gone=gone),
        "state": case.state,
        "state_label": str(State(case.state).label),
        "question_number": first.number if first else None,
        "session_number": case.session.number if case.session else None,
        "unit": case.organisation.name,
        "due_on": case.due_on,
        "overdue": is_overdue(case),
        "answered_on": timezone.localdate(case.answered_at) if case.answered_at else None,
        "closed_on": timezone.localdate(case.closed_at) if case.closed_at else None,
        "reply_excerpt": excerpt(case.reply),
        "gone": gone,
    }


def _title(case: Case, *, gone: bool) -> str:
    if gone:
        # Translators: 一个已撤下的问题
        return _("A question that was taken down")
    # Translators: 文字已依法删除的问题
    return case.title or _("A question whose words were erased")


def is_overdue(case: Case) -> bool:
    """Return whether a reply is still owed though its day is over."""
    return case.state in states.WAITING and case.due_on < timezone.localdate()


def excerpt(markdown: str) -> str:
    """Return the beginning of a reply in plain words."""
    return Truncator(one_line(plain(markdown))).chars(EXCERPT, truncate="…")
