"""The page of a case: until when, by whom, what happens next, how it ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases import queries
from cases.services import handling
from tests import casework, cast, clocks
from tests.casepages import ZH, body, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_case_says_until_when_who_replies_and_where_it_was_asked(client: Client) -> None:
    case = casework.received()
    text = page(client, case)
    assert casework.WORDS in text
    assert cast.city().name in text
    assert "江边骑行者" in text
    assert f'href="/sessions/{case.session.number}/transcript/#q1"' in text  # type: ignore[union-attr]
    assert 'id="way"' in text
    assert "What happens next" in text
    assert "What you can do" in text
    assert "Official reply" not in text


def test_the_page_stands_on_the_log_and_says_what_was_promised_there(client: Client) -> None:
    case = casework.received()
    assert case.due_on > timezone.localdate()
    text = page(client, case)
    assert f'datetime="{case.due_on.isoformat()}"' in text
    assert "working days are left" in text or "working day is left" in text


def test_an_accepted_case_is_in_the_units_hands(client: Client) -> None:
    text = page(client, casework.accepted())
    assert f"{cast.city().name}</span> has taken it in hand." in text


def test_a_reply_is_shown_as_it_was_written_and_sanitised(client: Client) -> None:
    case = casework.answered(reply="**重点：**请看<script>alert(1)</script>\n\n- 一\n- 二")
    text = page(client, case)
    assert "<strong>重点：</strong>请看" in text
    assert "<script>alert" not in text
    assert "<li>一</li>" in text
    assert "On time" in text


def test_a_closed_case_says_how_long_it_took(client: Client) -> None:
    with clocks.days_ago(28):
        case = casework.answered()
    case = handling.close(case, version=case.version, by=casework.handler())
    assert f"it took {case.working_days} working days" in page(client, case)


def test_a_case_cannot_be_overdue_on_its_last_day_and_is_on_the_next() -> None:
    case = casework.received()
    for days, overdue in ((0, False), (1, True)):
        with clocks.on(case.due_on + timedelta(days=days)):
            assert queries.recent(1)[0]["overdue"] == overdue


def test_an_overdue_case_says_so_without_blame(client: Client) -> None:
    case = casework.overdue()
    text = page(client, case)
    assert "and is overdue" in text
    assert "days have passed since" in text or "day has passed since" in text


def test_a_late_reply_is_not_called_in_time(client: Client) -> None:
    case = casework.overdue()
    by = casework.handler()
    case = handling.accept(case, version=1, by=by)
    case = handling.reply(case, version=2, text="晚了，但有答复。", by=by)
    text = page(client, case)
    assert "On time" not in text
    assert "The reply was due by" in text
    assert "working days late." in text
    assert queries.recent(1)[0]["overdue"] is False


def test_a_long_question_is_shown_in_full_beneath_its_title(client: Client) -> None:
    long = "小区停工三个月了。" + "路面一直没有恢复，老人出门很不方便。" * 8
    case = casework.received(long)
    assert case.title != long
    assert long in page(client, case)
    short = casework.received("很短的问题?")
    shown = page(client, short)
    assert "很短的问题?</h1>" in shown
    assert "很短的问题?</blockquote>" not in shown


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    for address in ("/cases/20269999/", "/cases/0/", "/cases/abc/", "/cases/20260001/x/"):
        assert client.get(address).status_code == 404


def test_a_case_is_found_by_its_question(client: Client) -> None:
    case = casework.received()
    assert case.session is not None
    found = client.get(f"/sessions/{case.session.number}/questions/1/case/")
    assert (found.status_code, found["Location"]) == (302, f"/cases/{case.number}/")
    assert client.get(f"/sessions/{case.session.number}/questions/2/case/").status_code == 404
    assert client.get("/sessions/99/questions/1/case/").status_code == 404


def test_the_timeline_speaks_both_languages(client: Client) -> None:
    case = casework.closed()
    assert 'lang="zh-hans"' in body(client, f"/cases/{case.number}/", ZH)
    assert "was closed" in page(client, case)
