"""What the console and the drafter's desk ask for beside the live room."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from accounts import queries as people
from cases import calendar
from dialogue import queries as dialogue
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from dialogue.services import promising
from frontend.answering import schemas, units
from frontend.answering.earlier import earlier, excerpt
from sessions_app import queries as sessions
from sessions_app import rules
from sessions_app.models import Session

router = Router(tags=["console"])
# Offered as the days of a promise; in working days, as units count.
AHEAD = (3, 10, 15)
Words = Annotated[str, Query(max_length=60, description="part of the name")]


def _answering(request: HttpRequest, number: int) -> Session:
    me = principal(request)
    people.demand_current(me)
    session = sessions.known_by_number(number, me)
    rules.demand(rules.may_see_draft(rules.rights(me, session)))
    return session


@router.get(
    "/sessions/{number}/earlier/{question}",
    auth=bearer,
    response={200: list[schemas.EarlierOut], **ERRORS},
)
def earlier_list(
    request: HttpRequest, response: HttpResponse, number: int, question: int
) -> list[dict[str, Any]]:
    """Return up to five public answers and cases on the same matter, the most alike first."""
    session = _answering(request, number)
    response["Cache-Control"] = "no-store"
    asked = dialogue.question(session, question)
    asked.session = session
    return [
        {
            "kind": found.kind,
            "number": found.number,
            "text": found.text,
            "answer": excerpt(found.answer),
            "where": found.where,
            "at": found.at,
            "href": found.href,
            "state": found.state,
        }
        for found in earlier(asked)
    ]


@router.get("/sessions/{number}/units", auth=bearer, response={200: schemas.UnitsOut, **ERRORS})
def unit_choices(
    request: HttpRequest, response: HttpResponse, number: int, q: Words = ""
) -> dict[str, Any]:
    """Return units of the session's own tree for what was typed, and days to promise by.

    `first` and `last` are the nearest and the furthest day that a promise can name.
    """
    session = _answering(request, number)
    response["Cache-Control"] = "no-store"
    found = units.offered(session, " ".join(q.replace("\x00", "").split()))
    today, days = timezone.localdate(), calendar.current()
    return {
        "units": [
            {"id": unit.pk, "name": unit.name, "above": unit.parent.name if unit.parent else ""}
            for unit in found
        ],
        "days": [{"days": n, "on": days.add_working_days(today, n)} for n in AHEAD],
        "first": today,
        "last": promising.last_day(today),
    }
