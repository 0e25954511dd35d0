"""Over HTTP: following without a socket, acting by POST, one's own news."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.principals import Principal
from accounts.services import revoke_tokens
from dialogue import limits
from log.writing import bump_epoch, lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast

pytestmark = pytest.mark.django_db


def bearer(who: Principal) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.mint(who)}"}


def get(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1{path}", headers=headers)


def test_the_snapshot_is_cacheable_by_anyone_and_known_by_its_etag() -> None:
    session = cast.make_session()
    cast.published(session)
    first = get(f"/sessions/{session.number}/snapshot")
    assert first["Cache-Control"] == "public, max-age=1"
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    again = get(f"/sessions/{session.number}/snapshot", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cast.published(session, "又一个公开的问题")
    fresh = get(f"/sessions/{session.number}/snapshot", **{"if-none-match": first["ETag"]})
    assert fresh.status_code == 200


def test_following_by_polling_misses_nothing() -> None:
    session = cast.make_session()
    for n in range(3):
        cast.published(session, f"第 {n} 个公开的问题")
    seen: list[int] = []
    while True:
        answer = get(f"/sessions/{session.number}/log?after={len(seen)}").json()
        seen += [event["seq"] for event in answer["events"]]
        if not answer["more"]:
            break
    assert seen == list(range(1, answer["seq"] + 1))


@pytest.mark.parametrize("query", ["after=0&epoch=other", "after=999"])
def test_an_unknown_position_is_told_to_begin_anew(query: str) -> None:
    session = cast.make_session()
    answer = get(f"/sessions/{session.number}/log?{query}")
    assert answer.status_code == 410
    assert (answer.json()["error"]["code"], answer.json()["error"]["retry"]) == ("resync", True)


def long_session() -> Session:
    session = cast.make_session()
    host = cast.host()
    for _turn in range(100):
        lifecycle.pause(session, by=host)
        lifecycle.resume(session, by=host)
    return session


def test_full_segments_are_kept_by_caches_and_others_are_not_given() -> None:
    session = long_session()
    assert session.public_stream is not None
    epoch = session.public_stream.epoch
    base = f"/sessions/{session.number}/log"
    segment = get(f"{base}/{epoch}/1-200")
    assert segment["Cache-Control"] == "public, max-age=300"
    assert [event["seq"] for event in segment.json()["events"]] == list(range(1, 201))
    assert get(f"{base}/{epoch}/201-400").json()["error"]["code"] == "segment_not_complete"
    assert get(f"{base}/{epoch}/2-201").status_code == 404
    # The remainder of a negative number is positive: nothing may be kept under such a name.
    assert get(f"{base}/{epoch}/-199-0").status_code == 404
    with transaction.atomic():
        bump_epoch(lock(session.public_id)[0])
    assert get(f"{base}/{epoch}/1-200").status_code == 410


def test_a_draft_and_a_number_never_given_out_look_the_same() -> None:
    draft = cast.make_session("draft")
    answers = [get(f"/sessions/{n}/snapshot") for n in (draft.number, 4711)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_personal_calls_need_a_token_that_still_counts() -> None:
    session, alice = cast.make_session(), cast.netizen()
    assert get(f"/sessions/{session.number}/mine").status_code == 401
    assert get(f"/sessions/{session.number}/mine", authorization="Bearer forged").status_code == 401
    headers = bearer(alice)
    answer = get(f"/sessions/{session.number}/mine", **headers)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    revoke_tokens(cast.person("alice"))
    refused = get(f"/sessions/{session.number}/mine", **headers)
    assert refused.json()["error"]["code"] == "token_expired"


def test_a_cookie_alone_is_no_key_to_personal_calls() -> None:
    session = cast.make_session()
    client = Client()
    client.force_login(cast.person("alice"))
    assert client.get(f"/api/v1/sessions/{session.number}/mine").status_code == 401
    body = json.dumps({"do": "ask", "ref": cast.ref(), "text": "用别人的 cookie 提问"})
    answer = client.post(
        f"/api/v1/sessions/{session.number}/acts", body, content_type="application/json"
    )
    assert answer.status_code == 401


def test_a_guest_with_a_chinese_name_is_known_again() -> None:
    client = Client()
    made = client.post("/api/v1/me/guest", {"name": "山里人家"}, content_type="application/json")
    assert made.status_code == 200
    again = client.get("/api/v1/me/token").json()
    assert (again["principal"], again["name"]) == (made.json()["principal"], "山里人家")
    assert made.cookies["huiyin_guest"]["httponly"] is True


@pytest.mark.parametrize("name", ["<b>", "名" * 21, "a\x00b"])
def test_a_name_with_something_in_it_is_refused_in_words(name: str) -> None:
    answer = Client().post("/api/v1/me/guest", {"name": name}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "name_bad")


def test_mine_costs_the_same_queries_for_one_question_and_for_three() -> None:
    session, alice = cast.make_session(), cast.netizen()
    counts = []
    for more in (1, 2):
        for n in range(more):
            cast.ask(session, f"第 {more} 批第 {n} 个自己的问题")
        with CaptureQueriesContext(connection) as captured:
            get(f"/sessions/{session.number}/mine", **bearer(alice))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_answers_speak_the_callers_language() -> None:
    session = cast.make_session()
    path = f"/sessions/{session.number}/mine"
    chinese = get(path, **{"accept-language": "zh-hans"}).json()["error"]["message"]
    english = get(path, **{"accept-language": "en"}).json()["error"]["message"]
    assert english == "Please sign in first. What you wrote is kept."
    assert chinese != english


def test_drafts_are_for_those_who_answer() -> None:
    session = cast.make_session()
    number = cast.published(session).number
    path = f"/api/v1/sessions/{session.number}/drafts/{number}"
    body = json.dumps({"text": "先写一半", "version": 0})
    strangers = (cast.netizen(), cast.moderator(), cast.observer(), cast.guest())
    for who in strangers:
        answer = Client().put(path, body, content_type="application/json", headers=bearer(who))
        assert answer.status_code == 403
    saved = Client().put(path, body, content_type="application/json", headers=bearer(cast.leader()))
    assert saved.json()["version"] == 1
    assert get(f"/sessions/{session.number}/drafts/{number}", **bearer(cast.host())).json()[
        "text"
    ] == ("先写一半")


def test_an_answer_is_previewed_for_those_who_may_write_one() -> None:
    session = cast.make_session()
    path = f"/api/v1/sessions/{session.number}/preview"
    body = json.dumps({"text": "**重点：**请看<script>x</script>"})
    for who in (cast.netizen(), cast.moderator(), cast.observer(), cast.guest()):
        answer = Client().post(path, body, content_type="application/json", headers=bearer(who))
        assert answer.status_code == 403
    seen = Client().post(path, body, content_type="application/json", headers=bearer(cast.leader()))
    assert seen.json()["html"].startswith("<p><strong>重点：</strong>请看&lt;script&gt;")


class TestActs:
    """Acts by POST go the same way as over the socket."""

    pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]

    async def post(self, session: Session, who: Principal, body: Any) -> Any:
        return await AsyncClient().post(
            f"/api/v1/sessions/{session.number}/acts",
            body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            headers=bearer(who),
        )

    async def test_a_retry_gets_the_same_acknowledgement(self) -> None:
        session = await sync_to_async(cast.make_session)()
        alice = await sync_to_async(cast.netizen)()
        act = {"do": "ask", "ref": cast.ref(), "text": "用 POST 提的一个问题"}
        first = await self.post(session, alice, act)
        assert (first.status_code, first.json()["ok"]) == (200, True)
        assert (await self.post(session, alice, act)).json() == first.json()

    @pytest.mark.parametrize(
        ("body", "code", "status"),
        [
            (b"not json", "bad_act", 422),
            ([], "bad_act", 422),
            ({"do": "dance", "ref": "ref-ref-ref"}, "unknown_act", 422),
            ({"do": "ask", "ref": "ref-ref-ref"}, "bad_act", 422),
            ({"do": "ask", "ref": "short", "text": "参考号太短的问题"}, "bad_act", 422),
            ({"do": "ask", "ref": "ref-ref-ref", "text": "多了一个字段", "x": 1}, "bad_act", 422),
            ({"do": "pause", "ref": "ref-ref-ref"}, "not_allowed", 403),
            ({"do": "support", "ref": "ref-ref-ref", "number": 99}, "not_public", 409),
        ],
    )
    async def test_a_bad_act_gets_its_code(self, body: Any, code: str, status: int) -> None:
        session = await sync_to_async(cast.make_session)()
        alice = await sync_to_async(cast.netizen)()
        answer = await self.post(session, alice, body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)

    async def test_too_many_acts_at_once_are_asked_to_come_again(self, settings: Any) -> None:
        settings.ACTS_PER_MINUTE = 0
        session = await sync_to_async(cast.make_session)()
        alice = await sync_to_async(cast.netizen)()
        for _turn in range(int(limits.BURST)):
            limits.acts.take(alice.key)
        answer = await self.post(session, alice, {"do": "open", "ref": cast.ref()})
        assert answer.status_code == 429
        assert answer.json()["error"]["retry"] is True
