"""The clock opens a case for everything that was left over; several clocks do no harm."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from cases import clock, queries
from cases.models import Case, CaseYear
from cases.services import handling
from dialogue.services import publishing
from log.codes import Refused
from log.models import Event
from tests import casework, cast
from tests.folding import assert_fold_is_tables

TOGETHER = 6


def tick() -> None:
    clock.tick(timezone.now())


@pytest.mark.django_db
def test_every_leftover_of_a_sealed_session_becomes_a_case() -> None:
    session = casework.over("第一个问题?", "第二个问题?")
    tick()
    assert list(Case.objects.order_by("pk").values_list("title", flat=True)) == [
        "第一个问题?", "第二个问题?",
    ]  # fmt: skip
    assert set(session.questions.values_list("state", flat=True)) == {"handed_over"}
    assert not queries.with_leftovers().exists()
    assert_fold_is_tables(session)
    for case in Case.objects.all():
        casework.assert_fold_is_row(case)


@pytest.mark.django_db
def test_a_second_tick_finds_nothing_to_do() -> None:
    casework.over("第一个问题?")
    tick()
    events = Event.objects.count()
    tick()
    assert (Case.objects.count(), Event.objects.count()) == (1, events)


@pytest.mark.django_db
def test_nothing_is_opened_before_the_record_is_sealed() -> None:
    casework.over("第一个问题?", sealed=False)
    cast.published(cast.make_session())
    tick()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_what_is_made_public_after_the_seal_becomes_a_case_too() -> None:
    session = cast.make_session()
    held = cast.ask(session, "还在审核的问题?")
    casework.end(session)
    tick()
    assert not Case.objects.exists()
    publishing.publish(session, number=held.number, version=1, by=cast.moderator())
    tick()
    assert Case.objects.get().title == "还在审核的问题?"


@pytest.mark.django_db
def test_declined_answered_and_taken_down_questions_become_none() -> None:
    session = cast.make_session()
    cast.declined(session)
    cast.answered(session)
    down = cast.published(session, "这个会被撤下?")
    publishing.take_down(session, number=down.number, reason="privacy", by=cast.host())
    casework.end(session)
    tick()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_round_opens_so_many_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "MOST_A_ROUND", 2)
    casework.over("第一个问题?", "第二个问题?", "第三个问题?")
    casework.over("第四个问题?")
    tick()
    assert Case.objects.count() == 2
    tick()
    assert Case.objects.count() == 4


def at_once(jobs: list[Callable[[], object]]) -> list[str]:
    """Do all jobs in threads of their own, begun together; return how each ended."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            together.wait()
            job()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.django_db(transaction=True)
def test_many_clocks_at_once_open_each_case_once_and_numbers_have_no_gap() -> None:
    for n in range(3):
        casework.over(f"第 {n} 场的第一个问题?", f"第 {n} 场的第二个问题?")
    assert at_once([tick] * TOGETHER) == ["done"] * TOGETHER
    year = timezone.localdate().year
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"{year}{n:04d}" for n in range(1, 7)]
    assert CaseYear.objects.get().last == 6
    assert Event.objects.filter(kind="question.handed_over").count() == 6


@pytest.mark.django_db(transaction=True)
def test_of_many_colleagues_who_accept_at_once_one_wins_and_the_others_are_told() -> None:
    case = casework.received()
    people = [casework.handler(username=f"handler-{n}") for n in range(TOGETHER)]

    def accept(n: int) -> Callable[[], object]:
        return lambda: handling.accept(case, version=1, by=people[n])

    ends = at_once([accept(n) for n in range(TOGETHER)])
    assert sorted(ends) == ["done"] + ["stale"] * (TOGETHER - 1)
    casework.assert_fold_is_row(case)
    assert Event.objects.filter(kind="case.accepted").count() == 1
