"""Handling a case: each step is told by the log, and none skips the version it saw."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from cases import notes
from cases.models import Case
from cases.services import handling
from dialogue.models import Question
from dialogue.services import speaking
from log.codes import Refused
from tests import casework, cast, clocks
from tests.casework import events
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def test_the_unit_accepts_replies_and_closes_and_the_log_tells_each_step() -> None:
    case = casework.received()
    by = casework.handler()
    casework.assert_fold_is_row(case)
    case = handling.accept(case, version=1, by=by)
    assert (case.state, case.version) == ("accepted", 2)
    casework.assert_fold_is_row(case)
    case = handling.reply(case, version=2, text=f"  {casework.REPLY}\r\n", by=by)
    assert (case.state, case.version, case.reply) == ("answered", 3, casework.REPLY)
    casework.assert_fold_is_row(case)
    case = handling.close(case, version=3, by=by)
    assert (case.state, case.version) == ("closed", 4)
    casework.assert_fold_is_row(case)
    told = events(case)
    assert [event.kind for event in told] == [
        "case.received", "case.accepted", "case.replied", "case.closed",
    ]  # fmt: skip
    assert [event.seq for event in told] == [1, 2, 3, 4]
    assert [event.data for event in told[1:]] == [
        {"unit": case.organisation.name, "due_on": case.due_on.isoformat()},
        {"unit": case.organisation.name, "text": casework.REPLY},
        {},
    ]
    assert {event.actor for event in told[1:]} == {by.key}


def test_closing_counts_the_working_days_since_the_question() -> None:
    with clocks.days_ago(28):
        case = casework.answered()
    closed = handling.close(case, version=case.version, by=casework.handler())
    assert closed.working_days is not None
    assert 15 <= closed.working_days <= 20


def test_a_step_names_the_version_it_saw() -> None:
    case = casework.received()
    by, colleague = casework.handler(), casework.handler(username="ke")
    handling.accept(case, version=1, by=colleague)
    with pytest.raises(Refused, match="stale"):
        handling.accept(case, version=1, by=by)
    with pytest.raises(Refused, match="stale"):
        handling.reply(case, version=1, text="答复。", by=by)
    case.refresh_from_db()
    assert (case.state, case.version, case.reply) == ("accepted", 2, "")
    assert len(events(case)) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reply_needed"),
        (" \n\t ", "reply_needed"),
        ("长" * 20_001, "text_too_long"),
        ("看\u202e这里", "text_bad_characters"),
    ],
)
def test_a_reply_that_cannot_be_published_is_refused(text: str, code: str) -> None:
    case = casework.accepted()
    with pytest.raises(Refused, match=code):
        handling.reply(case, version=case.version, text=text, by=casework.handler())
    casework.assert_fold_is_row(case)
    assert len(events(case)) == 2


def test_notes_stay_with_the_unit_and_change_nothing_else() -> None:
    case = casework.accepted()
    by = casework.handler()
    handling.note(case, text="等物业的材料。", by=by)
    handling.note(case, text="材料到了。", by=by)
    before = case.version
    case.refresh_from_db()
    assert case.version == before
    assert len(events(case)) == 2
    assert [event.kind for event in events(case, "desk")] == ["case.noted", "case.noted"]
    assert [(note.text, note.by) for note in notes.of(case)] == [
        ("材料到了。", "jin"), ("等物业的材料。", "jin"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="text_empty"):
        handling.note(case, text=" ", by=by)


def test_a_reply_can_be_given_after_a_leader_answered_late_in_the_session() -> None:
    case = casework.accepted()
    question = Question.objects.get()
    speaking.answer(
        question.session, number=question.number, text="补充一句。", speaker=cast.LEADER,
        by=cast.leader(),
    )  # fmt: skip
    answered = handling.reply(case, version=case.version, text="已办。", by=casework.handler())
    question.refresh_from_db()
    assert (answered.state, question.state) == ("answered", "handed_over")
    assert_fold_is_tables(question.session)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "answered"},
        {"state": "closed"},
        {"reply": "没有答复时间的答复"},
        {"answered_at": datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC"))},
        {"closed_at": datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC"))},
    ],
)
def test_a_row_cannot_say_more_than_its_state(change: dict[str, object]) -> None:
    case = casework.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)
