"""The desk over HTTP, and its page: who may look, what they see, at what cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts import tokens
from accounts.models import User
from accounts.principals import Principal
from accounts.services import revoke_tokens
from dialogue import acts as room
from dialogue import reasons
from dialogue.models import Question
from moderation import acts
from moderation.models import Claim, ListedWord
from moderation.services import claiming
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast

pytestmark = pytest.mark.django_db

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


def approve(session: Session, question: Question, text: str | None = None) -> None:
    act = acts.Approve(ref=cast.ref(), number=question.number, version=1, text=text)
    cast.do(session, act, cast.moderator())


def decline(session: Session, question: Question, reason: str, words: str = "") -> None:
    act = acts.Decline(
        ref=cast.ref(), number=question.number, version=1, reason=reason, words=words
    )
    cast.do(session, act, cast.moderator())


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


# --- Who may look -----------------------------------------------------------------


ENDPOINTS = [
    ("GET", "queue", None),
    ("GET", "questions/1", None),
    ("POST", "claims", {"number": None}),
    ("POST", "claims", {"number": 1}),
    ("DELETE", "claims/1", None),
]


def stranger() -> Principal:
    """Somebody who moderates another session, and has no right in this one."""
    planning.grant(cast.make_session(), cast.person("ivy"), "moderate")
    return cast.who(cast.person("ivy"))


@pytest.mark.parametrize("somebody", [cast.netizen, cast.neighbour, cast.guest, stranger])
@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_people_without_a_right_learn_nothing_at_all(
    somebody: Callable[[], Principal], method: str, path: str, body: object
) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    theirs = desk(session, somebody())
    here = theirs.ask(method, path, body)
    assert here == theirs.ask(method, path, body, number=4040)
    assert here[0] == 404
    assert here[1]["error"]["code"] == "not_found"
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_the_desk_of_a_draft_is_as_if_it_did_not_exist(
    method: str, path: str, body: object
) -> None:
    draft = cast.make_session("draft")
    assert desk(draft).ask(method, path, body)[0] == 404


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_without_a_token_one_is_asked_to_sign_in(method: str, path: str, body: object) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    nobody = Desk(session, None)
    status, told = nobody.ask(method, path, body)
    assert (status, told["error"]["code"]) == (401, "sign_in_needed")
    nobody.headers["Authorization"] = "Bearer made-up"
    status, told = nobody.ask(method, path, body)
    assert (status, told["error"]["code"]) == (401, "token_expired")


def test_the_session_cookie_alone_opens_no_desk() -> None:
    session = cast.make_session()
    client = Client()
    client.force_login(cast.person("charlie"))
    response = client.get(f"/api/v1/sessions/{session.number}/desk/queue")
    assert response.status_code == 401


@pytest.mark.parametrize("somebody", [cast.host, cast.leader, cast.stenographer, cast.observer])
def test_all_who_run_a_session_may_look_but_only_moderators_claim(
    somebody: Callable[[], Principal],
) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    theirs = desk(session, somebody())
    assert theirs.get("queue")["rows"][0]["text"] == SECRET
    assert theirs.get("questions/1")["text"] == SECRET
    for method, path, body in ENDPOINTS[2:]:
        status, told = theirs.ask(method, path, body)
        assert (status, told["error"]["code"]) == (403, "not_allowed")
    assert Claim.objects.count() == 0


def test_a_token_from_before_the_sign_out_opens_nothing() -> None:
    session, who = cast.make_session(), cast.moderator()
    revoke_tokens(cast.person("charlie"))
    status, told = desk(session, who).ask("GET", "queue")
    assert (status, told["error"]["code"]) == (401, "token_expired")


def test_a_right_that_was_taken_away_is_gone_at_once() -> None:
    session = cast.make_session()
    planning.withdraw(session, cast.person("charlie"), "moderate")
    assert desk(session, cast.moderator()).ask("GET", "queue")[0] == 404


def test_nothing_of_the_desk_is_kept_by_a_cache() -> None:
    session = cast.make_session()
    cast.ask(session)
    for path in ("queue", "questions/1"):
        where = f"/api/v1/sessions/{session.number}/desk/{path}"
        response = Client().get(where, headers=desk(session).headers)
        assert response["Cache-Control"] == "no-store"


# --- The queue --------------------------------------------------------------------


def test_a_row_says_everything_a_moderator_needs() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水", note="物业")
    asked = cast.ask(session, SECRET)
    (row,) = desk(session).get("queue")["rows"]
    at = row.pop("asked_at")
    assert datetime.fromisoformat(at) - asked.asked_at < timedelta(milliseconds=1)
    assert row == {
        "number": 1,
        "text": SECRET,
        "original": "",
        "edited": False,
        "name": "江边骑行者",
        "guest": False,
        "state": "held",
        "version": 1,
        "findings": [
            {
                "rule": "listed_word",
                "label": "Listed word",
                "start": 14,
                "end": 16,
                "note": "漏水 · 物业",
            }
        ],
        "claim": None,
        "decision": None,
    }


def test_each_filter_shows_its_own() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="代办")
    cast.ask(session, "第一个问题还在等待审核")
    flagged = cast.ask(session, "第二个问题可以代办吗?")
    claimed = cast.ask(session, "第三个问题有人在看")
    approve(session, cast.ask(session, "第四个问题已经公开"))
    decline(session, cast.ask(session, "第五个问题没有公开"), "off_topic")
    answered = cast.answered(session, "第六个问题已经回答")
    withdrawn = cast.ask(session, "第七个问题又撤回了")
    cast.do(session, room.Withdraw(ref=cast.ref(), number=withdrawn.number), cast.netizen())
    claiming.claim(session, number=claimed.number, by=cast.moderator())
    claiming.claim(session, number=flagged.number, by=cast.second_moderator())

    here = desk(session)
    assert here.numbers() == here.numbers("state=held") == [1, 2, 3]
    assert here.numbers("state=flagged") == here.numbers("state=held&flagged=1") == [2]
    assert here.numbers("state=mine") == [3]
    assert here.numbers("state=published") == [answered.number, 4]
    assert here.numbers("state=declined") == [5]
    assert here.numbers("state=all") == [7, 6, 5, 4, 3, 2, 1]
    assert here.ask("GET", "queue?state=withdrawn")[0] == 422


def test_pages_follow_one_another_though_questions_come_and_go() -> None:
    session = cast.make_session()
    asked = [cast.ask(session, f"第 {n} 个问题是什么?") for n in range(1, 6)]
    here = desk(session)
    first = here.get("queue?limit=2")
    assert ([row["number"] for row in first["rows"]], first["next"]) == ([1, 2], 2)
    approve(session, asked[0])
    approve(session, asked[3])
    second = here.get(f"queue?limit=2&after={first['next']}")
    assert ([row["number"] for row in second["rows"]], second["next"]) == ([3, 5], None)
    newest = here.get("queue?state=all&limit=3")
    assert ([row["number"] for row in newest["rows"]], newest["next"]) == ([5, 4, 3], 3)
    assert here.numbers("state=all&limit=3&after=3") == [2, 1]


def test_the_last_page_names_no_next_one() -> None:
    session = cast.make_session()
    for n in range(2):
        cast.ask(session, f"第 {n} 个问题是什么?")
    assert desk(session).get("queue?limit=2")["next"] is None


def test_words_names_and_numbers_are_found_as_they_stand() -> None:
    session = cast.make_session()
    cast.ask(session, "100% 的补贴何时到账?")
    cast.ask(session, "1000 元的补贴何时到账?", cast.neighbour())
    approve(session, cast.ask(session, "张三家的噪音怎么办?"), "邻居家的噪音怎么办?")
    here = desk(session)
    assert here.numbers("q=100%25") == [1]
    assert here.numbers("q=_") == []
    assert here.numbers("q=%20补贴%20") == [1, 2]
    assert here.numbers("q=枫林路") == [2]
    assert here.numbers("q=%232") == [2]
    assert here.numbers("state=all&q=张三") == here.numbers("state=all&q=邻居") == [3]
    assert here.numbers("q=%00") == []
    assert here.numbers("q=" + "9" * 60) == []


def test_a_list_costs_the_same_queries_for_one_and_for_three_rows() -> None:
    session = cast.make_session()
    here, counts = desk(session), []
    for size in (1, 3):
        while Question.objects.count() < size * 3:
            n = Question.objects.count()
            claimed = cast.ask(session, f"第 {n} 个问题有人在看")
            approve(session, cast.ask(session, f"第 {n} 个问题已经公开"))
            decline(session, cast.ask(session, f"第 {n} 个问题没有公开"), "duplicate")
            claiming.claim(session, number=claimed.number, by=cast.second_moderator())
        with CaptureQueriesContext(connection) as captured:
            assert len(here.numbers("state=all")) == size * 3
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_counters_say_what_waits_and_what_is_done() -> None:
    session = cast.make_session()
    assert desk(session).get("queue")["counters"] == {
        "held": 0,
        "flagged": 0,
        "published": 0,
        "declined": 0,
        "answered": 0,
        "mine": 0,
        "oldest_seconds": None,
    }
    ListedWord.objects.create(word="代办")
    oldest = cast.ask(session, "第一个问题可以代办吗?")
    for n in range(2):
        cast.ask(session, f"第 {n} 个问题还在等待")
    approve(session, cast.ask(session, "已经公开的问题"))
    cast.answered(session)
    decline(session, cast.ask(session, "没有公开的问题"), "off_topic")
    claiming.claim_next(session, by=cast.moderator())
    ago = timezone.now() - timedelta(minutes=3)
    Question.objects.filter(pk=oldest.pk).update(asked_at=ago)
    counters = desk(session).get("queue?state=declined")["counters"]
    assert 180 <= counters.pop("oldest_seconds") < 190
    assert counters == {
        "held": 3,
        "flagged": 1,
        "published": 1,
        "declined": 1,
        "answered": 1,
        "mine": 1,
    }


# --- One question -------------------------------------------------------------------


def test_a_reworded_question_shows_both_wordings_and_places_of_neither() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水")
    approve(session, cast.ask(session, SECRET), "楼上漏水该找谁?")
    row = desk(session).get("questions/1")
    assert (row["text"], row["original"], row["edited"]) == ("楼上漏水该找谁?", SECRET, True)
    (finding,) = row["findings"]
    assert (finding["start"], finding["end"], finding["note"]) == (0, 0, "漏水")
    at = row["decision"].pop("at")
    assert at
    assert row["decision"] == {
        "verdict": "approved",
        "reason": "",
        "reason_text": "",
        "words": "",
        "by": "charlie",
    }


def test_the_history_tells_every_step_in_words() -> None:
    session = cast.make_session()
    ListedWord.objects.create(word="漏水", note="物业")
    question = cast.ask(session, "楼上漏水一直没人管")
    edit = room.Edit(ref=cast.ref(), number=1, text=TEXT)
    cast.do(session, edit, cast.netizen())
    act = acts.Approve(ref=cast.ref(), number=1, version=2, text="电梯补贴什么时候到账?")
    cast.do(session, act, cast.moderator())
    cast.do(session, room.TakeUp(ref=cast.ref(), number=1), cast.host())
    cast.do(session, room.PutBack(ref=cast.ref(), number=1), cast.host())
    cast.do(session, room.Answer(ref=cast.ref(), number=1, text="下月到账。"), cast.leader())
    cast.do(session, room.TakeDown(ref=cast.ref(), number=1, reason="privacy"), cast.moderator())

    history = desk(session).get("questions/1")["history"]
    assert [(step["what"], step["by"], step["detail"]) for step in history] == [
        ("Question received", "江边骑行者", "楼上漏水一直没人管"),
        ("Noticed by the checks", "", "Listed word 漏水 · 物业"),
        ("Changed by the person who asked", "江边骑行者", ""),
        ("Decided: made public", "charlie", "Reworded"),
        ("Taken up", "erik", ""),
        ("Put back on the list", "erik", ""),
        ("Reply given", "fang", "陈立"),
        ("Taken down", "charlie", reasons.label("privacy")),
    ]
    times = [step["at"] for step in history]
    assert times == sorted(times)
    assert question.number == 1


def test_the_history_of_a_declined_question_says_why() -> None:
    session = cast.make_session()
    decline(session, cast.ask(session, TEXT), "privacy", "请去掉门牌号。")
    row = desk(session, cast.observer()).get("questions/1")
    assert row["history"][-1]["what"] == "Decided: not made public"
    assert row["history"][-1]["detail"] == f"{reasons.label('privacy')} · 请去掉门牌号。"
    decision = row["decision"]
    assert (decision["verdict"], decision["reason"]) == ("declined", "privacy")
    assert (decision["reason_text"], decision["words"]) == (
        reasons.label("privacy"),
        "请去掉门牌号。",
    )


def test_what_the_same_person_also_asked_stands_beside_it() -> None:
    session, other = cast.make_session(), cast.make_session()
    cast.ask(session, "第一个问题是什么?")
    cast.ask(session, "邻居的问题是什么?", cast.neighbour())
    approve(session, cast.ask(session, "第三个问题是什么?"))
    cast.ask(other, "另一场的问题是什么?")
    here = desk(session)
    assert here.get("questions/1")["others"] == [
        {"number": 3, "text": "第三个问题是什么?", "state": "published"}
    ]
    assert here.get("questions/2")["others"] == []


def test_one_question_costs_the_same_queries_with_a_short_and_a_long_history() -> None:
    session = cast.make_session()
    short, long = cast.published(session, TEXT), cast.published(session, SECRET)
    for _again in range(3):
        cast.do(session, room.TakeUp(ref=cast.ref(), number=long.number), cast.host())
        cast.do(session, room.PutBack(ref=cast.ref(), number=long.number), cast.leader())
    here, counts = desk(session), []
    for question, steps in ((short, 2), (long, 8)):
        with CaptureQueriesContext(connection) as captured:
            assert len(here.get(f"questions/{question.number}")["history"]) == steps
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_unknown_question_is_not_found() -> None:
    session = cast.make_session()
    for number in (0, 1, 10**30):
        assert desk(session).ask("GET", f"questions/{number}")[0] == 404


# --- Claims -------------------------------------------------------------------------


def test_claiming_returns_the_row_with_the_lease() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    status, row = desk(session).ask("POST", "claims", {"number": None})
    until = datetime.fromisoformat(row["claim"].pop("until"))
    assert timedelta(minutes=4) < until - timezone.now() <= timedelta(minutes=5)
    assert (status, row["number"], row["claim"]) == (200, 1, {"by": "charlie", "mine": True})
    (seen,) = desk(session, cast.second_moderator()).get("queue")["rows"]
    assert (seen["claim"]["by"], seen["claim"]["mine"]) == ("charlie", False)
    assert desk(session, cast.second_moderator()).numbers("state=mine") == []


def test_refused_claims_say_why() -> None:
    session = cast.make_session()
    status, told = desk(session).ask("POST", "claims", {"number": None})
    assert (status, told["error"]["code"]) == (404, "nothing_to_claim")
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    for method, path, body in (("POST", "claims", {"number": 1}), ("DELETE", "claims/1", None)):
        status, told = desk(session, cast.second_moderator()).ask(method, path, body)
        assert (status, told["error"]["code"]) == (409, "claimed")
        assert told["error"]["message"] == "charlie is working on this question."
    approve(session, Question.objects.get())
    status, told = desk(session).ask("POST", "claims", {"number": 1})
    assert (status, told["error"]["code"]) == (409, "not_held")


@pytest.mark.parametrize("body", [{}, [], "x", {"number": "one"}, {"number": 0}])
def test_a_claim_of_the_wrong_shape_is_refused(body: object) -> None:
    status, told = desk(cast.make_session()).ask("POST", "claims", body)
    assert (status, told["error"]["code"]) == (422, "bad_act")


def test_giving_back_returns_the_row_without_a_lease() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    status, row = desk(session).ask("DELETE", "claims/1")
    assert (status, row["claim"]) == (200, None)
    assert Claim.objects.count() == 0


def test_a_lease_that_has_ended_is_not_shown() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    desk(session).ask("POST", "claims", {"number": 1})
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert desk(session).get("questions/1")["claim"] is None
    assert desk(session).numbers("state=mine") == []
    assert desk(session).get("queue")["counters"]["mine"] == 0


# --- Reasons ------------------------------------------------------------------------


def test_the_reasons_are_offered_in_the_order_of_the_keys_and_in_ones_language() -> None:
    for language in ("en", "zh-hans"):
        listed = Client().get("/api/v1/desk/reasons", headers={"Accept-Language": language}).json()
        with translation.override(language):
            assert listed == reasons.labels()
    assert [reason["code"] for reason in listed] == [
        "off_topic",
        "duplicate",
        "privacy",
        "statutory_channel",
        "abuse_or_ads",
        "other",
    ]


# --- The page -----------------------------------------------------------------------


def visit(session_number: int, user: User | None) -> Any:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(f"/sessions/{session_number}/desk/", headers={"Accept-Language": "en"})


@pytest.mark.parametrize("username", ["charlie", "erik", "fang", "gao", "hong"])
def test_all_who_run_a_session_find_its_desk(username: str) -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    page = visit(session.number, cast.person(username))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page.context["session"] == session
    assert page.context["state"]["session"]["title"] == session.title
    assert page.context["reasons"] == reasons.labels()


def test_the_page_holds_no_question_that_is_not_public() -> None:
    session = cast.make_session()
    cast.ask(session, SECRET)
    assert "枫林路" not in visit(session.number, cast.person("charlie")).content.decode()


def test_a_page_that_is_not_yours_is_as_if_it_did_not_exist() -> None:
    session, draft = cast.make_session(), cast.make_session("draft")
    strangers = {number: visit(number, cast.person("alice")) for number in (session.number, 4040)}
    assert {page.status_code for page in strangers.values()} == {404}
    assert len({page.content.replace(b"4040", b"") for page in strangers.values()}) <= 2
    assert visit(draft.number, cast.person("charlie")).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    session = cast.make_session()
    for number in (session.number, 4040):
        page = visit(number, None)
        assert (page.status_code, page["Location"]) == (
            302,
            f"/sign-in/?next=/sessions/{number}/desk/",
        )
