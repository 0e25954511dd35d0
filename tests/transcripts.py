"""Transcripts and their pages, as the tests of the archive read them."""

from __future__ import annotations

import re

from django.test import Client

from archive import services
from dialogue.models import Question
from dialogue.services import closing, speaking
from sessions_app.events import Speaker
from sessions_app.models import Session
from tests import cast

HOST = Speaker(key="host", name="许诺", post="主持人")

CHINESE, ENGLISH = {"Accept-Language": "zh-CN"}, {"Accept-Language": "en"}


def address(session: Session, page: str = "") -> str:
    return f"/sessions/{session.number}/transcript/{page}"


def page(client: Client, session: Session, language: dict[str, str] = CHINESE) -> str:
    response = client.get(address(session), headers=language)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    """What is read on a page: no tags, single spaces."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def over(session: Session) -> Session:
    """End the session and seal its record."""
    closing.end_session(session, by=cast.host())
    services.seal(session)
    return session


def answer(session: Session, number: int, text: str) -> int:
    said = speaking.answer(session, number=number, text=text, speaker=cast.LEADER, by=cast.leader())
    return said.seq


def part(html: str, question: Question) -> str:
    """The stretch of the page that belongs to one question."""
    return re.split(r"</article>|</li>", html.split(f'id="q{question.number}"')[1])[0]


def verified(client: Client, session: Session, query: str = "") -> str:
    response = client.get(address(session, "verify/") + query, headers=ENGLISH)
    assert response.status_code == 200
    return text_of(response.content.decode())
