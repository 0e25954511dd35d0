"""The stenographer's paste over HTTP: a text goes in, who says what comes out, nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from accounts import queries as people
from dialogue import limits, pasting
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from sessions_app import queries as sessions
from sessions_app import rules

router = Router(tags=["console"])


class PastedIn(Schema):
    """A text with names in front of what was said."""

    text: str


class ParagraphOut(Schema):
    """What somebody says in it."""

    label: str = Field(description="how the text names who speaks, or empty")
    speaker: str = Field(description="the speaker's key, or empty when it has to be chosen")
    at: str = Field(description="the time as it stands in the text, or empty")
    text: str


@router.post("/sessions/{number}/parse", auth=bearer, response={200: list[ParagraphOut], **ERRORS})
def parse(request: HttpRequest, number: int, body: PastedIn) -> list[dict[str, Any]]:
    """Take a pasted record apart: for those who write down what anyone says.

    It is put on record by `say`, one paragraph after the other. Refuses too much: text_too_long.
    """
    me = principal(request)
    people.demand_current(me)
    limits.acts.take(me.key)
    session = sessions.known_by_number(number, me)
    rules.demand(rules.may_write_for_anyone(rules.rights(me, session)))
    found = pasting.parse(body.text, sessions.speakers(session))
    return [asdict(paragraph) for paragraph in found]
