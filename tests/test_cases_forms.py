"""The unit's forms: what each button does, refuses, and gives back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cases.services import handling
from tests import casework
from tests.casedesk import desk, page, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_each_state_offers_its_own_step() -> None:
    buttons = {"received": "accept", "accepted": "reply", "answered": "close", "closed": ""}
    for state, button in buttons.items():
        text = page(desk().get(f"/cases/{casework.MAKE[state]().number}/handle/"))
        for value in ("accept", "reply", "close"):
            assert (f'value="{value}"' in text) == (value == button), state
        assert 'value="note"' in text


def test_a_day_that_has_passed_is_not_promised_again() -> None:
    case = casework.received()
    address = f"/cases/{case.number}/handle/"
    promise = "replies by"
    assert promise in page(desk().get(address))
    late = casework.overdue()
    text = page(desk().get(f"/cases/{late.number}/handle/"))
    assert promise not in text
    assert "please reply soon" in text


def test_a_case_goes_its_whole_way_by_plain_forms() -> None:
    case, client = casework.received(), desk()
    for do, fields, state, said in (
        ("accept", {}, "accepted", "in your unit&#x27;s hands"),
        ("reply", {"text": casework.REPLY}, "answered", "The reply is public."),
        ("close", {}, "closed", "The case is closed."),
    ):
        response = send(client, case, do, **fields)
        address = f"/cases/{case.number}/handle/"
        assert (response.status_code, response["Location"]) == (302, address)
        assert said in page(client.get(address))
        case.refresh_from_db()
        assert case.state == state
        casework.assert_fold_is_row(case)
    assert case.reply == casework.REPLY


def test_a_note_is_kept_for_colleagues() -> None:
    case, client = casework.accepted(), desk()
    assert send(client, case, "note", note="等物业的材料。").status_code == 302
    text = page(client.get(f"/cases/{case.number}/handle/"))
    assert "等物业的材料。" in text
    assert "The note is kept." in text
    assert "等物业的材料。" not in page(Client().get(f"/cases/{case.number}/"))


def test_a_reply_can_be_looked_at_first_and_is_not_public_then() -> None:
    case, client = casework.accepted(), desk()
    response = send(client, case, "preview", text="**重点：**请看<script>x</script>")
    text = page(response)
    assert response.status_code == 200
    assert "<strong>重点：</strong>请看" in text
    assert "<script>x" not in text
    assert "**重点：**请看&lt;script&gt;" in text  # still there to go on with
    case.refresh_from_db()
    assert (case.state, case.reply) == ("accepted", "")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 422, "Please write the reply first."),
        ("长" * 20_001, 422, "20001 characters long"),
        ("看\u202e这里", 422, "cannot be shown"),
    ],
)
def test_a_reply_that_is_refused_stays_in_the_form(typed: str, status: int, said: str) -> None:
    case = casework.accepted()
    response = send(desk(), case, "reply", text=typed)
    assert response.status_code == status
    text = page(response)
    assert said in text
    assert typed in text
    assert 'aria-invalid="true"' in text


def test_somebody_who_comes_second_is_told_and_loses_nothing() -> None:
    case = casework.accepted()
    handling.reply(case, version=2, text="同事的答复。", by=casework.handler(username="ke"))
    response = send(desk(), case, "reply", text="我写了很久的答复。")
    text = page(response)
    assert response.status_code == 409
    assert "A colleague has changed this case" in text
    assert "我写了很久的答复。" in text
    assert "同事的答复。" in text
    case.refresh_from_db()
    assert case.reply == "同事的答复。"


@pytest.mark.parametrize("version", ["", "x", "0", "-1"])
def test_a_form_without_a_sound_version_does_nothing(version: str) -> None:
    case = casework.received()
    assert send(desk(), case, "accept", version=version).status_code == 422
    case.refresh_from_db()
    assert case.state == "received"


def test_whoever_was_signed_out_while_writing_gets_the_words_back() -> None:
    case = casework.accepted()
    response = send(Client(headers={"Accept-Language": "en"}), case, "reply", text="写了一小时。")
    assert response.status_code == 401
    assert "写了一小时。" in page(response)
    assert f"/sign-in/?next=/cases/{case.number}/handle/" in page(response)
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_reply_that_is_being_written_stays_while_a_note_is_saved() -> None:
    case, client = casework.accepted(), desk()
    address = f"/cases/{case.number}/handle/"
    send(client, case, "note", note="等物业的材料。", text="写到一半的答复")
    for _reload in range(2):
        text = page(client.get(address))
        assert "写到一半的答复</textarea>" in text
        assert "等物业的材料。</textarea>" not in text
    send(client, case, "reply", text="写完的答复。", note="写到一半的备注")
    text = page(client.get(address))
    assert "写到一半的备注</textarea>" in text
    assert "写到一半的答复" not in text
    send(client, case, "note", note="写到一半的备注")
    assert "写到一半的备注</textarea>" not in page(client.get(address))


def test_what_one_handler_typed_is_nobody_elses() -> None:
    case = casework.accepted()
    send(desk(), case, "note", note="等材料。", text="写到一半的答复")
    assert "写到一半的答复" not in page(desk().get(f"/cases/{case.number}/handle/"))


def test_everything_that_can_be_typed_is_sent_with_every_step() -> None:
    """One form for all of it: a browser sends what belongs to the form of the button pressed."""
    for state in ("received", "accepted", "answered"):
        text = page(desk().get(f"/cases/{casework.MAKE[state]().number}/handle/"))
        controls = re.findall(r'<(?:textarea|button)[^>]*name="(?:do|text|note)"[^>]*>', text)
        assert controls
        assert [each for each in controls if 'form="case-form"' not in each] == []


def test_a_button_pressed_twice_does_its_step_once_and_blames_no_colleague() -> None:
    case, client = casework.received(), desk()
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("accept", {}),
        ("reply", {"text": f" {casework.REPLY}\r\n"}),
        ("close", {}),
    )
    for do, fields in (*steps, ("note", {"note": "材料到了。"})):
        assert [send(client, case, do, **fields).status_code for _ in range(2)] == [302, 302], do
        case.refresh_from_db()
        casework.assert_fold_is_row(case)
    assert page(client.get(f"/cases/{case.number}/handle/")).count("材料到了。") == 1
    other = casework.accepted()
    send(client, other, "reply", text="一种答复。")
    refused = send(client, other, "reply", text="另一种答复。")
    assert refused.status_code == 409
    assert "A colleague has changed this case" in page(refused)
