"""The clocks' rounds: what fails is told, counted and tried again, and holds up nobody."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from cases import clock as case_clock
from cases.models import Case
from dialogue import clock as dialogue_clock
from log import triggers
from log.codes import Refused
from log.models import Event, Stream
from sessions_app import clock
from sessions_app.models import Session
from sessions_app.turns import MOST_ROUNDS, Turns
from tests import casework, cast
from tests.folding import assert_fold_is_tables

Log = pytest.LogCaptureFixture


def new_turns() -> Turns[int]:
    return Turns("sessions")


def fail() -> None:
    raise RuntimeError("a bug of ours")


def refuse() -> None:
    raise Refused("illegal_step")


def test_what_fails_is_told_with_its_name_and_how_often(caplog: Log) -> None:
    turns = new_turns()
    for _twice in range(2):
        turns.take(7, "open 12", fail)
    told = [record.getMessage() for record in caplog.records]
    assert told == [f"sessions: open 12 failed, {n} times by now" for n in (1, 2)]
    assert "a bug of ours" in caplog.text


def test_what_fails_sits_out_more_and_more_rounds_but_never_for_good() -> None:
    turns = new_turns()
    tried: list[int] = []
    for round_ in range(400):
        if 7 not in turns.begin():
            tried.append(round_)
            turns.take(7, "open 12", fail)
    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert gaps[:6] == [2, 4, 8, 16, 32, MOST_ROUNDS]
    assert set(gaps[6:]) == {MOST_ROUNDS}


@pytest.mark.parametrize("well", [refuse, lambda: None])
def test_what_succeeds_or_was_done_by_somebody_else_is_forgiven(well: object, caplog: Log) -> None:
    turns = new_turns()
    turns.take(7, "open 12", fail)
    caplog.clear()
    turns.take(7, "open 12", well)  # type: ignore[arg-type]
    assert turns.failing == {}
    assert caplog.records == []


def test_what_failed_and_is_not_due_any_more_is_forgotten() -> None:
    turns = new_turns()
    turns.take(7, "open 12", fail)
    for _round in range(4):
        turns.begin()
    assert turns.failing == {}


def break_log(session: Session) -> None:
    """The row says that less was appended than was: the next number is taken already."""
    triggers.remove(connection)
    Stream.objects.filter(pk=session.public_id).update(last_seq=0)


@pytest.mark.breaks_fold("the position of the log is set back by hand")
@pytest.mark.django_db
def test_a_session_that_fails_to_open_does_not_keep_the_later_ones_closed(caplog: Log) -> None:
    damaged, sound = (cast.make_session("collecting", opens_by_clock=True) for _n in range(2))
    break_log(damaged)
    clock.tick(timezone.now())
    states = list(Session.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["collecting", "live"]
    assert f"sessions: open {damaged.number} failed, 1 times by now" in caplog.text
    assert_fold_is_tables(sound)


@pytest.mark.breaks_fold("the position of the log is set back by hand")
@pytest.mark.django_db
def test_a_session_that_fails_to_end_does_not_keep_the_later_ones_on_air(caplog: Log) -> None:
    damaged, sound = cast.make_session(), cast.make_session()
    break_log(damaged)
    dialogue_clock.tick(timezone.now() + timedelta(hours=3))
    states = list(Session.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["live", "ended"]
    assert f"dialogue: end {damaged.number} failed" in caplog.text
    assert_fold_is_tables(sound)


@pytest.mark.breaks_fold("the position of the log is set back by hand")
@pytest.mark.django_db
def test_questions_that_fail_to_become_cases_take_nobodys_place(
    monkeypatch: pytest.MonkeyPatch, caplog: Log
) -> None:
    monkeypatch.setattr(case_clock, "MOST_A_ROUND", 2)
    damaged = casework.over("第一个问题?", "第二个问题?", "第三个问题?")
    sound = casework.over("第四个问题?")
    break_log(damaged)
    case_clock.tick(timezone.now())
    assert not Case.objects.exists()
    # The first two sit this one out, so the third and the next session have their turn.
    case_clock.tick(timezone.now())
    assert list(Case.objects.values_list("title", flat=True)) == ["第四个问题?"]
    assert caplog.text.count("cases: opening a case for") == 3
    assert Event.objects.filter(stream_id=sound.public_id, kind="question.handed_over").exists()
    assert_fold_is_tables(sound)
