"""What happened to one question, read from both streams and told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.models import User
from accounts.principals import Principal, is_key
from dialogue import reasons
from dialogue.listing import listed
from dialogue.models import Question
from log.models import Event
from moderation import queries, screens
from moderation.schemas import StepOut
from sessions_app.models import Session

Data = Mapping[str, Any]

_WHAT: Mapping[str, StrPromise] = {
    "question.received": _("Question received"),
    "question.screened": _("Flagged by the checks"),
    "question.edited": _("Changed by the person who asked"),
    "question.withdrawn": _("Withdrawn by the person who asked"),
    "question.declined": _("Decided: not published"),
    "question.published": _("Decided: published"),
    "question.taken_up": _("Taken up"),
    "question.put_back": _("Put back on the list"),
    "question.taken_down": _("Taken down"),
    "question.handed_over": _("Handed over as a case"),
    "answer.published": _("Reply given"),
}


def of(session: Session, question: Question) -> list[StepOut]:
    """Return every step of a question's way in order, with who took it as staff know them."""
    events = _events(session, question)
    names = _names(event.actor for event in events) | {question.author: question.name}
    return [
        StepOut(
            at=event.at,
            by=question.name
            if event.actor == question.author
            else names.get(event.actor or "", ""),
            what=str(_WHAT[event.kind]),
            detail=_detail(event, question),
        )
        for event in events
    ]


def _events(session: Session, question: Question) -> list[Event]:
    streams = (session.desk_id, session.public_id)
    rows = Event.objects.filter(stream_id__in=streams, number=question.number, kind__in=_WHAT)
    return sorted(rows, key=lambda event: (event.at, streams.index(event.stream_id), event.seq))


def _names(actors: Iterable[str | None]) -> dict[str, str]:
    ids = (Principal(key).user_id for key in actors if key and is_key(key))
    people = User.objects.filter(pk__in={pk for pk in ids if pk})
    return {f"u:{user.pk}": queries.staff_name(user) for user in people}


def _detail(event: Event, question: Question) -> str:
    if event.data is None:
        return str(_("The words of this entry were erased."))
    tell = _DETAILS.get(event.kind)
    return tell(event.data, question) if tell else ""


def _wording(data: Data, question: Question) -> str:
    """Return an earlier wording; the present ones are on screen already."""
    return "" if data["text"] in {question.text, question.original} else str(data["text"])


def _places(data: Data, question: Question) -> str:
    found = (f"{screens.label(each['rule'])} {each['note']}".strip() for each in data["findings"])
    return listed(found)


def _why(data: Data, question: Question) -> str:
    parts = (reasons.label(data["reason"]), data.get("words", ""))
    return " · ".join(part for part in parts if part)


def _rewording(data: Data, question: Question) -> str:
    return str(_("Reworded")) if data["edited"] else ""


_DETAILS: Mapping[str, Callable[[Data, Question], str]] = {
    "question.received": _wording,
    "question.edited": _wording,
    "question.screened": _places,
    "question.declined": _why,
    "question.taken_down": _why,
    "question.published": _rewording,
    "question.handed_over": lambda data, question: str(data["case"]),
    "answer.published": lambda data, question: str(data["speaker"]["name"]),
}
