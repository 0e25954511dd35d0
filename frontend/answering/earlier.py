"""What was answered, or is being followed, on the same matter as a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Organisation
from cases.models import Case
from cases.states import State as CaseState
from dialogue.models import Question, Utterance
from dialogue.plain import plain
from dialogue.states import READABLE, State
from frontend.answering.likeness import likeness, pairs
from sessions_app.states import State as SessionState

MOST = 5
# Of each kind, so many of the newest are compared: what is older is not found.
NEWEST = 500
# Below this, people would not say that two texts are about the same matter.
LEAST_LIKENESS = 0.2
_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question answered in an earlier session, or a case: all of it public."""

    kind: Literal["answer", "case"]
    # The question's number in its session, or the case's own.
    number: str
    text: str
    # The beginning of the answer or the reply; "" while a case has none.
    answer: str
    # The session, or the unit that handles the case.
    where: str
    at: datetime
    href: str
    # How far a case is, in words; "" for an answer.
    state: str


def earlier(question: Question) -> list[Earlier]:
    """Return up to five public answers and cases on the same matter, the most alike first.

    Compared are the newest 500 answers of archived sessions, and the newest 500 cases, of the
    same tree of units (a province, say). They are ranked by the share of neighbouring
    characters they have in common with the question, and nothing else: words of the same
    meaning are not known to be the same. A question that was taken down, and its case, never
    appear. Costs two queries.
    """
    wanted = pairs(question.text)
    near = [(likeness(wanted, pairs(found.text)), found) for found in _candidates(question)]
    alike = [pair for pair in near if pair[0] >= LEAST_LIKENESS]
    alike.sort(key=lambda pair: (-pair[0], -pair[1].at.timestamp()))
    return [found for _likeness, found in alike[:MOST]]


def _candidates(question: Question) -> Iterator[Earlier]:
    top = Organisation.objects.filter(
        path__startswith=f"/{question.session.organisation.lineage[-1]}/"
    )
    yield from _answers(question, top)
    yield from _cases(question, top)


def _answers(question: Question, units: QuerySet[Organisation]) -> Iterable[Earlier]:
    rows = Utterance.objects.filter(
        question__state__in=READABLE,
        session__state=SessionState.ARCHIVED,
        session__rehearsal=False,
        session__organisation__in=units,
    ).exclude(question=question)
    # Plain values: to make objects of 500 rows of three tables takes longer than to read them.
    fields = ("question__number", "question__text", "text", "session__title", "at")
    newest = rows.order_by("-pk").values_list("session__number", *fields)[:NEWEST]
    seen: set[tuple[int, int]] = set()
    for session, number, asked, text, title, at in newest:
        if (session, number) not in seen:
            seen.add((session, number))
            yield Earlier(
                kind="answer",
                number=str(number),
                text=asked,
                answer=text,
                where=title,
                at=at,
                href=f"{reverse('transcript', args=[session])}#q{number}",
                state="",
            )


def _cases(question: Question, units: QuerySet[Organisation]) -> Iterable[Earlier]:
    rows = Case.objects.filter(organisation__in=units, opened_at__isnull=False)
    rows = rows.exclude(links__question__state=State.TAKEN_DOWN)
    rows = rows.exclude(links__question=question)
    for case in rows.select_related("organisation").order_by("-pk")[:NEWEST]:
        assert case.opened_at is not None
        yield Earlier(
            kind="case",
            number=case.number,
            text=case.text or case.title,
            answer=case.reply,
            where=case.organisation.name,
            at=case.answered_at or case.opened_at,
            href=reverse("case", args=[case.number]),
            state=str(CaseState(case.state).label),
        )


def excerpt(text: str) -> str:
    """Return the beginning of an answer in plain words."""
    words = plain(text)
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rstrip()}…"
