"""The polls of a session, for those who run it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from accounts import queries as people
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from dialogue.poll_desk import polls_of
from sessions_app import queries as sessions
from sessions_app import rules

router = Router()


class WordOut(Schema):
    """A word that people gave."""

    text: str
    votes: int
    shown: bool | None = Field(description="null while nobody has decided")


class StaffPollOut(Schema):
    """A poll as its staff see it: also before it is opened, also while results are hidden."""

    number: int
    state: str
    version: int
    question: str
    form: str
    most: int
    hidden: bool
    users: int
    guests: int
    options: list[str]
    votes: list[int]
    words: list[WordOut] = Field(description="held ones first, each sort most frequent first")


class StaffPollsOut(Schema):
    """All polls of a session."""

    polls: list[StaffPollOut]


@router.get(
    "/sessions/{number}/polls",
    auth=bearer,
    response={200: StaffPollsOut, **ERRORS},
    tags=["desk"],
)
def polls(request: HttpRequest, response: HttpResponse, number: int) -> dict[str, Any]:
    """Return prepared, open and closed polls, for whoever may see behind the scene."""
    me = principal(request)
    people.demand_current(me)
    session = sessions.known_by_number(number, me)
    rules.demand(rules.may_see_desk(rules.rights(me, session)))
    response["Cache-Control"] = "no-store"
    return {"polls": polls_of(session)}
