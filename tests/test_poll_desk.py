"""Polls behind the scene: what staff see of them, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.principals import Principal
from dialogue import acts, poll_desk, projection
from dialogue.poll_desk import polls_of
from sessions_app.models import Session
from tests import cast, leaky
from tests.cast import do, ref
from tests.test_room_polls import QUESTION, close, opened, prepare, vote

pytestmark = pytest.mark.django_db


def seen(session: Session, by: Principal | None) -> Any:
    """What the API answers somebody who asks for a session's polls."""
    headers = {"authorization": f"Bearer {tokens.mint(by)}"} if by else {}
    return Client().get(f"/api/v1/sessions/{session.number}/polls", headers=headers)


def test_staff_see_prepared_polls_hidden_results_and_the_words_that_wait() -> None:
    session = cast.make_session()
    prepare(session)
    hidden = opened(session, hidden=True)
    vote(session, hidden, cast.netizen(), 2)
    close(session, hidden)
    cloud = opened(session, form="words", options=[], most=3)
    vote(session, cloud, cast.netizen(), words=["准时", "拥挤"])
    vote(session, cloud, cast.neighbour(), words=["拥挤", "骂人的话"])
    word = acts.ShowWord(ref=ref(), poll=cloud, word="骂人的话", shown=False)
    do(session, word, cast.moderator())
    for somebody in (cast.host(), cast.moderator(), cast.stenographer(), cast.observer()):
        answer = seen(session, somebody)
        assert answer["Cache-Control"] == "no-store"
        draft, counted, words = answer.json()["polls"]
        assert (draft["question"], draft["state"], draft["votes"]) == (QUESTION, "draft", [0] * 3)
        assert (counted["votes"], counted["hidden"], counted["users"]) == ([0, 1, 0], True, 1)
        told = [(word["text"], word["votes"], word["shown"]) for word in words["words"]]
        assert told == [("拥挤", 2, None), ("准时", 1, None), ("骂人的话", 1, False)]


def test_the_words_of_one_poll_do_not_crowd_out_those_of_another(monkeypatch: Any) -> None:
    monkeypatch.setattr(poll_desk, "DECIDED", 2)
    session = cast.make_session()
    for words in (["准时", "拥挤", "方便"], ["公平", "安全"]):
        cloud = opened(session, form="words", options=[], most=3)
        vote(session, cloud, cast.netizen(), words=words)
        vote(session, cloud, cast.neighbour(), words=[words[-1]])
        for word in words:
            do(session, acts.ShowWord(ref=ref(), poll=cloud, word=word, shown=True), cast.host())
        close(session, cloud)
    shown = [[word["text"] for word in poll["words"]] for poll in polls_of(session)]
    assert shown == [["方便", "准时"], ["安全", "公平"]]


@pytest.mark.parametrize(
    ("who", "status"),
    [(lambda: None, 401), (cast.netizen, 403), (leaky.stranger_on_duty, 403), (cast.guest, 403)],
)
def test_nobody_else_is_told_of_them(who: Any, status: int) -> None:
    session = cast.make_session()
    prepare(session, question="暗号木兰 的投票还没有发起")
    answer = seen(session, who())
    assert answer.status_code == status
    assert "暗号" not in answer.content.decode()


def test_hidden_results_and_words_that_wait_are_in_nothing_the_public_reads(
    client: Client,
) -> None:
    session = cast.make_session()
    hidden = opened(session, hidden=True, form="words", options=[])
    vote(session, hidden, cast.netizen(), words=["暗号丁香"])
    shown = acts.ShowWord(ref=ref(), poll=hidden, word="暗号丁香", shown=True)
    do(session, shown, cast.moderator())
    read = f"/sessions/{session.number}/"
    for path in (read, f"/api/v1{read}snapshot", f"/api/v1{read}log?after=0", f"{read}poll/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "暗号" not in answer.content.decode(), path
    close(session, hidden)
    assert projection.current(session).state["polls"][str(hidden)]["options"] == ["暗号丁香"]
    assert "暗号丁香" in client.get(f"/api/v1{read}snapshot").content.decode()


def test_any_number_of_polls_costs_four_queries(django_assert_num_queries: Any) -> None:
    session = cast.make_session()
    for polls in (1, 3):
        while session.polls.count() < polls:
            prepare(session)
        with django_assert_num_queries(4):
            assert len(polls_of(session)) == polls
