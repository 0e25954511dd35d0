"""Answers that staff prepare: with sources, marked ready, read by nobody but those who answer."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.principals import Principal
from dialogue import acts
from dialogue.events import Source
from dialogue.models import Draft, Question
from dialogue.services import drafts
from dialogue.wording import Wording
from sessions_app.models import Session
from tests import cast
from tests.cast import do, ref, refusal

pytestmark = pytest.mark.django_db

SECRET = "内部口径：先不提资金缺口"
PLAN = {"title": "线网方案", "href": "https://example.org/plan"}


def call(session: Session, path: str, who: Principal | None, body: object = None) -> Any:
    headers = {"Authorization": f"Bearer {tokens.mint(who)}"} if who else {}
    where = f"/api/v1/sessions/{session.number}/{path}"
    if body is None:
        return Client().get(where, headers=headers)
    return Client().put(where, json.dumps(body), content_type="application/json", headers=headers)


def prepared(session: Session, question: Question, text: str = SECRET) -> Draft:
    wording = Wording(text, sources=[Source(**PLAN)], ready=True)
    return drafts.save(
        session, number=question.number, text=wording, version=0, by=cast.stenographer()
    )


def test_a_prepared_answer_says_who_prepared_it_on_what_and_that_it_is_ready() -> None:
    session = cast.make_session()
    number = cast.published(session).number
    body = {"text": "年底前恢复。", "sources": [PLAN], "ready": True, "version": 0}
    assert call(session, f"drafts/{number}", cast.stenographer(), body).status_code == 200
    seen = call(session, f"drafts/{number}", cast.leader()).json()
    assert seen.pop("at")
    assert seen == {
        "number": number,
        "text": "年底前恢复。",
        "sources": [PLAN],
        "ready": True,
        "version": 1,
        "by": cast.stenographer().key,
        "by_name": "gao",
    }


def test_writing_on_leaves_sources_and_the_mark_as_they_are() -> None:
    session = cast.make_session()
    question = cast.published(session)
    prepared(session, question)
    saved = drafts.save(session, number=question.number, text="改", version=1, by=cast.leader())
    assert (saved.text, saved.sources, saved.ready) == ("改", [PLAN], True)
    none = Wording("改", sources=[], ready=False)
    saved = drafts.save(session, number=question.number, text=none, version=2, by=cast.leader())
    assert (saved.sources, saved.ready) == ([], False)


def test_what_no_database_holds_is_refused_in_a_source_too() -> None:
    session = cast.make_session()
    number = cast.published(session).number
    bad = Wording("好", sources=[Source(title="线\x00网", href="")])
    write = partial(drafts.save, session, number=number, text=bad, version=0, by=cast.leader())
    assert refusal(write) == "text_bad_characters"


def test_the_list_of_prepared_answers_has_no_texts_and_is_for_those_who_answer() -> None:
    session = cast.make_session()
    prepared(session, cast.published(session))
    cast.published(session, "另一个问题：几点有车？")
    for who in (None, cast.guest(), cast.netizen(), cast.moderator(), cast.observer()):
        answer = call(session, "drafts", who)
        assert answer.status_code in {401, 403}
        assert SECRET not in answer.content.decode()
    (row,) = call(session, "drafts", cast.leader()).json()
    assert (row["number"], row["ready"], row["by_name"]) == (1, True, "gao")
    assert "text" not in row


def test_a_prepared_answer_stands_on_no_page_and_in_no_record_until_it_is_given() -> None:
    session = cast.make_session()
    question = cast.published(session)
    prepared(session, question)
    for path in (f"/sessions/{session.number}/", f"/api/v1/sessions/{session.number}/snapshot"):
        assert SECRET not in Client().get(path).content.decode()
    act = acts.Answer(ref=ref(), number=question.number, text="会恢复。", sources=[])
    do(session, act, cast.leader())
    assert not Draft.objects.exists()


def test_three_drafts_cost_as_many_queries_as_one() -> None:
    session = cast.make_session()
    counts = []
    for words in ("第一个问题：何时恢复？", "第二个问题：几点有车？", "第三个问题：票价多少？"):
        prepared(session, cast.published(session, words))
        with CaptureQueriesContext(connection) as queries:
            call(session, "drafts", cast.leader())
        counts.append(len(queries))
    assert counts[0] == counts[2]
