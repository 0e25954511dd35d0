"""Input nobody would type: it gets a clear refusal, never an error of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import User
from dialogue import acts, wording
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast

pytestmark = pytest.mark.django_db


def as_(who: Any) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.mint(who)}"}


def test_a_form_with_far_too_long_a_question_is_refused_in_words(client: Client) -> None:
    session = cast.make_session()
    text = "长" * 60_000
    answer = client.post(
        f"/sessions/{session.number}/ask/", {"ref": "form-ref-1", "text": text, "name": "过路人"}
    )
    assert answer.status_code == 422
    assert text[:100] in answer.content.decode()


@pytest.mark.parametrize("bad", ["x", "不是参考号不是参考号", "<script>alert(1)"])
def test_a_form_with_a_spoilt_ref_is_refused(client: Client, bad: str) -> None:
    session = cast.make_session()
    answer = client.post(
        f"/sessions/{session.number}/ask/", {"ref": bad, "text": "这条路什么时候修?"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("bad", ["\x00", "\u202e", "\x1b"])
def test_a_note_or_reason_for_everyone_holds_no_control_characters(bad: str) -> None:
    session = cast.make_session()
    said = cast.do(session, acts.Say(ref=cast.ref(), text="说了。", speaker="l1"), cast.host())
    with pytest.raises(Refused, match="text_bad_characters"):
        cast.do(session, acts.Pause(ref=cast.ref(), note=f"休{bad}息"), cast.host())
    correct = acts.Correct(ref=cast.ref(), target=said["seq"], text="改。", reason=f"口{bad}误")
    with pytest.raises(Refused, match="text_bad_characters"):
        cast.do(session, correct, cast.host())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \n ", "text_empty"),
        ("长" * 21, "text_too_long"),
        ("看\u202e这里", "text_bad_characters"),
        ("看\x00这里", "text_bad_characters"),
    ],
)
def test_words_for_the_record_are_checked_in_one_place_and_each_says_what_is_wrong(
    text: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        wording.checked(text, limit=20)
    if code == "text_empty":
        with pytest.raises(Refused, match="reply_needed"):
            wording.checked(text, empty="reply_needed")
        assert wording.remark(text) == ""
    else:
        with pytest.raises(Refused, match=code):
            wording.remark(text, limit=20)


def test_words_pasted_from_elsewhere_are_tidied_not_refused() -> None:
    # A vertical tab is a line break of some word processors.
    pasted = " 第一\u3000点：\x0b 可以。\r\n\r\n\r\n第二点 "
    assert wording.checked(pasted) == wording.remark(pasted) == "第一 点：\n可以。\n\n第二点"


def test_a_draft_that_the_database_could_not_hold_is_refused(client: Client) -> None:
    session = cast.make_session()
    question = cast.published(session)
    answer = client.put(
        f"/api/v1/sessions/{session.number}/drafts/{question.number}",
        {"text": "草\x00稿", "version": 0},
        content_type="application/json",
        headers=as_(cast.leader()),
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("where", ["me/guest", "sessions/1/preview"])
def test_json_nested_without_end_is_refused(client: Client, where: str) -> None:
    cast.make_session()
    answer = client.post(
        f"/api/v1/{where}",
        "[" * 100_000,
        content_type="application/json",
        headers=as_(cast.netizen()),
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("number", [10**30, 2**63, 2**31, 10**18])
@pytest.mark.parametrize(
    "where",
    [
        "",
        "/snapshot",
        "/log",
        "/log?after=0",
        "/log/x/1-200",
        "/mine",
        "/drafts/1",
        "/desk/queue",
        "/desk/questions/1",
    ],
)
def test_a_number_out_of_range_is_not_found(client: Client, number: int, where: str) -> None:
    answer = client.get(f"/api/v1/sessions/{number}{where}", headers=as_(cast.netizen()))
    assert answer.status_code == 404


@pytest.mark.parametrize("number", [10**30, 2**63, 2**31, -(10**30)])
def test_parameters_out_of_range_are_refused(client: Client, number: int) -> None:
    session = cast.make_session()
    base, staff = f"/api/v1/sessions/{session.number}", as_(cast.moderator())
    epoch = client.get(f"{base}/snapshot").json()["epoch"]
    for path in (
        f"/log?after={number}",
        f"/log/{epoch}/{number}-{number + 199}",
        f"/log/{epoch}/{number * 200 + 1}-{number * 200 + 200}",
        f"/desk/queue?after={number}",
        f"/desk/questions/{number}",
        f"/desk/queue?q={number}",
        f"/drafts/{number}",
    ):
        assert client.get(base + path, headers=staff).status_code < 500, path


def test_a_draft_that_was_cancelled_stays_unknown(client: Client) -> None:
    session = cast.make_session("draft", title="暗号草案")
    lifecycle.cancel(session, by=cast.host(), reason="不办了")
    for where in (f"/sessions/{session.number}/", f"/api/v1/sessions/{session.number}/snapshot"):
        answer = client.get(where)
        assert answer.status_code == 404
        assert "暗号草案" not in answer.content.decode()


def test_changing_the_details_does_not_undo_what_happened_meanwhile() -> None:
    session = cast.make_session("collecting")
    form = Session.objects.get(pk=session.pk)
    cast.ask(session)
    lifecycle.open_session(session, by=cast.host())
    form.title = "新的题目"
    lifecycle.change_details(form, by=cast.host())
    session.refresh_from_db()
    assert (session.state, session.last_number, session.title) == ("live", 1, "新的题目")
    assert cast.ask(session, "之后还能提问吗,请回答").number == 2


def test_nothing_is_put_in_order_after_the_end() -> None:
    session = cast.make_session()
    question = cast.published(session)
    cast.do(session, acts.End(ref=cast.ref()), cast.host())
    with pytest.raises(Refused):
        cast.do(session, acts.Order(ref=cast.ref(), numbers=[question.number]), cast.host())


def test_another_site_cannot_give_a_guest_a_new_name(client: Client) -> None:
    answer = client.post(
        "/api/v1/me/guest",
        '{"name": "假的"}',
        content_type="text/plain",
        headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert "huiyin_guest" not in answer.cookies


def test_the_admin_shows_people_and_changes_nobody(client: Client) -> None:
    person = cast.person("alice")
    client.force_login(User.objects.create_superuser("root", password="a-long-pass-phrase"))
    at = f"/admin/accounts/user/{person.pk}"
    page = client.get(f"{at}/change/")
    assert page.status_code == 200
    assert person.password.encode() not in page.content
    assert client.post(f"{at}/change/", {"username": "alice"}).status_code == 403
    assert client.post("/admin/accounts/user/add/", {"username": "bob"}).status_code == 403
    # Where Django's own page for that would be.
    sent = {"password1": "another pass phrase", "password2": "another pass phrase"}
    client.post(f"{at}/password/", sent)
    person.refresh_from_db()
    assert person.is_active
    assert person.check_password(cast.PASSWORD)


def test_a_key_or_a_word_with_a_nul_is_that_of_nobody() -> None:
    session = cast.make_session()
    ask = acts.PreparePoll(ref=cast.ref(), question="哪里最挤？", form="words")
    poll = cast.do(session, ask, cast.host())["poll"]
    cast.do(session, acts.OpenPoll(ref=cast.ref(), poll=poll), cast.host())
    note = acts.SendNote(ref=cast.ref(), to="l\x001", text="请看第 3 题")
    assert cast.refusal(lambda: cast.do(session, note, cast.host())) == "unknown_speaker"
    word = acts.ShowWord(ref=cast.ref(), poll=poll, word="\x00", shown=True)
    assert cast.refusal(lambda: cast.do(session, word, cast.host())) == "not_found"


@pytest.mark.parametrize("body", [r'{"text": "\ud800"}', '{"text": NaN}', "{"])
def test_half_a_character_is_no_document(client: Client, body: str) -> None:
    session = cast.make_session()
    for what in ("parse", "preview"):
        page = f"/api/v1/sessions/{session.number}/{what}"
        json = "application/json"
        answer = client.post(page, body, content_type=json, headers=as_(cast.host()))
        assert answer.json()["error"]["code"] == "bad_act"
