"""The desk, for the tests of the moderators' room: one person's way in, and what is decided there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.principals import Principal
from dialogue.models import Question
from log.codes import Refused
from log.vocabulary import ActData
from moderation import acts
from moderation.models import Claim
from sessions_app.models import Session
from tests import cast

SECRET = "我家住枫林路 12 号,楼上漏水该找谁?"
TEXT = "老旧小区加装电梯的补贴什么时候到账?"


class Desk:
    """One person's way to the desk of one session."""

    def __init__(self, session: Session, who: Principal | None) -> None:
        self.session = session
        self.headers = {"Accept-Language": "en"}
        if who is not None:
            self.headers["Authorization"] = f"Bearer {tokens.mint(who)}"

    def ask(self, method: str, path: str, body: object = None, number: int = 0) -> Any:
        """Return (status, JSON) of a request to this session's desk."""
        where = f"/api/v1/sessions/{number or self.session.number}/desk/{path}"
        response = Client().generic(
            method,
            where,
            "" if body is None else json.dumps(body),
            "application/json",
            headers=self.headers,
        )
        return response.status_code, response.json()

    def get(self, path: str) -> Any:
        status, body = self.ask("GET", path)
        assert status == 200, body
        return body

    def numbers(self, query: str = "") -> list[int]:
        return [row["number"] for row in self.get(f"queue?{query}")["rows"]]


def desk(session: Session, who: Principal | None = None) -> Desk:
    return Desk(session, who or cast.moderator())


def refused(session: Session, act: ActData, by: Principal) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as caught:
        cast.do(session, act, by)
    return caught.value.code, caught.value.params


def approval(question: Question, text: str | None = None, version: int = 0) -> acts.Approve:
    version = version or question.version
    return acts.Approve(ref=cast.ref(), number=question.number, version=version, text=text)


def refusal(question: Question, reason: str = "off_topic", words: str = "") -> acts.Decline:
    return acts.Decline(
        ref=cast.ref(),
        number=question.number,
        version=question.version,
        reason=reason,
        words=words,
    )


def let_lease_end(question: Question) -> None:
    Claim.objects.filter(question=question).update(until=timezone.now() - timedelta(seconds=1))


def approve(session: Session, question: Question, text: str | None = None) -> None:
    cast.do(session, approval(question, text), cast.moderator())


def decline(session: Session, question: Question, reason: str, words: str = "") -> None:
    cast.do(session, refusal(question, reason, words), cast.moderator())
