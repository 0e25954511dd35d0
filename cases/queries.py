"""Reads about cases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation
from cases import states
from cases.figures import Figures, count
from cases.models import Case, CaseQuestion
from cases.rows import Row, row
from cases.states import State
from dialogue.models import Question
from dialogue.states import WAITING as LEFT_OVER
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.states import State as SessionState

Show = Literal["all", "open", "overdue", "closed"]
SHOWS: tuple[Show, ...] = get_args(Show)


def listed() -> QuerySet[Case]:
    """Return all cases with what a row shows of them, and no more than that of a question."""
    links = CaseQuestion.objects.select_related("question").only(
        "case_id", "question__number", "question__session_id", "question__state"
    )
    return Case.objects.select_related("organisation", "session").prefetch_related(
        Prefetch("links", links)
    )


def show_of(wanted: str) -> Show:
    """Return the list that an address names, or all cases for one that does not exist."""
    return next((show for show in SHOWS if show == wanted), "all")


def filtered(show: Show) -> QuerySet[Case]:
    """Return the cases of a list, in no order."""
    match show:
        case "open":
            return listed().filter(state__in=states.OPEN)
        case "overdue":
            return listed().filter(state__in=states.WAITING, due_on__lt=timezone.localdate())
        case "closed":
            return listed().filter(state=State.CLOSED)
        case "all":
            return listed()


def shown(show: Show) -> QuerySet[Case]:
    """Return a list in its order: what is due first, or else what moved last."""
    order = ["due_on", "pk"] if show in {"open", "overdue"} else ["-moved_at", "-pk"]
    return filtered(show).order_by(*order)


def page_before(show: Show, before: str, limit: int) -> list[Case]:
    """Return up to `limit` cases of a list, newest first, older than the one named.

    Raises Refused("not_found") for a number that was never given out.
    """
    rows = filtered(show).order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=by_number(before).pk)
    return list(rows[:limit])


def recent(limit: int) -> list[Row]:
    """Return the cases that moved last, as rows."""
    return [row(case) for case in shown("all")[:limit]]


def figures() -> Figures:
    """Return how the cases stand: closed this month and how fast, open, overdue."""
    return count(timezone.localtime())


def figures_of(unit: Organisation) -> Figures:
    """Return how the cases of a unit and of those below it stand."""
    return count(timezone.localtime(), Q(organisation__path__startswith=unit.path))


def for_session(session: Session) -> dict[int, Row]:
    """Return {question number: case} of a session's questions. Costs two queries."""
    cases = listed().filter(links__question__session=session).distinct()
    found: dict[int, Row] = {}
    for each in cases:
        asked = (link.question for link in each.links.all())
        here = (question for question in asked if question.session_id == session.pk)
        found |= {question.number: row(each) for question in here}
    return found


def by_number(number: str) -> Case:
    """Return a case by its number. Raises Refused("not_found")."""
    if not number.isdecimal():
        raise Refused("not_found")
    case = Case.objects.select_related("organisation", "session").filter(number=number).first()
    if case is None:
        raise Refused("not_found")
    return case


def by_question(session_number: int, number: int) -> Case:
    """Return the case that follows a question. Raises Refused("not_found")."""
    link = CaseQuestion.objects.select_related("case").filter(
        question__session__number=session_number, question__number=number
    )
    found = link.first()
    if found is None:
        raise Refused("not_found")
    return found.case


def questions_of(case: Case) -> list[Question]:
    """Return the questions that a case follows, the one it was born from first."""
    rows = Question.objects.filter(case_link__case=case).select_related("session")
    return list(rows.order_by("case_link__pk"))


def in_units(units: QuerySet[Organisation], wanted: Collection[State]) -> QuerySet[Case]:
    """Return the cases of some units in some states: what is due first, or closed last."""
    order = ["due_on", "pk"] if set(wanted) & states.OPEN else ["-closed_at", "-pk"]
    return listed().filter(organisation__in=units, state__in=wanted).order_by(*order)


def waiting_in(units: QuerySet[Organisation]) -> int:
    """Return how many cases of some units still owe their reply."""
    return Case.objects.filter(organisation__in=units, state__in=states.WAITING).count()


def with_leftovers() -> QuerySet[Session]:
    """Return the sessions, sealed or cancelled, with a question in public that has no case."""
    left = Question.objects.filter(session=OuterRef("pk"), state__in=LEFT_OVER)
    done = (SessionState.ARCHIVED, SessionState.CANCELLED)
    sessions = Session.objects.filter(state__in=done, rehearsal=False)
    return sessions.filter(Exists(left)).select_related("organisation").order_by("ended_at", "pk")
