"""Many who write at once on a database file: each in turn, none refused by it, nothing lost."""

from __future__ import annotations

import ast
import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from accounts.principals import Principal
from cases.models import Case
from dialogue import acts, threads
from dialogue import clock as dialogue_clock
from dialogue.models import Draft, Question, Support
from dialogue.services.asking import Ask, ask_many
from log.models import Event
from sessions_app import clock
from sessions_app.models import Session
from tests import casework, cast
from tests.folding import assert_fold_is_tables
from tests.test_broken_races import at_once

BASE = Path(settings.BASE_DIR)
OURS = {"sec-fetch-site": "same-origin"}
Job = Callable[[], Any]


def here() -> str:
    return threading.current_thread().name


@pytest.mark.django_db(transaction=True)
def test_every_edge_writes_in_the_one_thread_and_in_its_own_language() -> None:
    assert threads.write_and_wait(here).startswith("writer")
    assert asyncio.run(threads.write(here)).startswith("writer")
    assert asyncio.run(threads.read(here)).startswith("reader")


@pytest.mark.django_db(transaction=True)
def test_whoever_is_in_a_transaction_stays_in_it() -> None:
    with transaction.atomic():
        assert threads.write_and_wait(here) == here()


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_for_the_writing_thread_keeps_no_connection_of_a_pool() -> None:
    def edge() -> bool:
        Question.objects.count()  # as a request that has looked at who is asking
        own = connections["default"]
        return threads.write_and_wait(lambda: own.connection is None)

    # Else as many edges as a pool has connections would leave none to the writing thread.
    assert at_once([edge]) == [connection.vendor != "sqlite"]


def test_a_process_that_writes_without_end_pauses_now_and_then() -> None:
    pace, now, pauses = threads.Pace(pause=1, without=20), 1000, []
    for _write in range(60):
        if pace.due(now):
            pauses.append(now - 1000)
            now += 1
        now += 1  # the write itself
        pace.wrote(now)
    assert pauses == [21, 42]


def test_a_process_that_writes_now_and_then_never_pauses() -> None:
    pace, now = threads.Pace(pause=1, without=20), 1000
    for _write in range(60):
        now += 2
        assert not pace.due(now)
        pace.wrote(now)


# --- All at once --------------------------------------------------------------


def bearer(who: Principal) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.mint(who)}"}


def asks_by_form(session: Session, name: str) -> Job:
    def job() -> list[int]:
        fields = [{"name": name, "text": f"{name}用表单问的第 {n} 个问题"} for n in range(3)]
        client = Client()
        return [client.post(f"/sessions/{session.number}/ask/", f).status_code for f in fields]

    return job


def supports_by_form(session: Session, number: int, user: User) -> Job:
    def job() -> list[int]:
        client = Client(headers=OURS)
        client.force_login(user)
        address = f"/sessions/{session.number}/support/"
        return [client.post(address, {"number": number}).status_code for _tap in range(3)]

    return job


def claims(session: Session, number: int, who: Principal) -> Job:
    def job() -> list[int]:
        client = Client(headers=bearer(who))
        address = f"/api/v1/sessions/{session.number}/desk/claims"
        kind = "application/json"
        taken = [client.post(address, {"number": number}, kind).status_code for _n in range(3)]
        return [*taken, client.delete(f"{address}/{number}").status_code]

    return job


def drafts(session: Session, number: int, who: Principal) -> Job:
    def job() -> list[int]:
        client, address = Client(headers=bearer(who)), f"/api/v1/sessions/{session.number}/drafts"
        bodies = [{"text": f"第 {n} 稿", "version": n} for n in range(5)]
        saved = [client.put(f"{address}/{number}", body, "application/json") for body in bodies]
        return [answer.status_code for answer in saved]

    return job


def handles(case: Case, user: User) -> Job:
    def job() -> list[int]:
        client, address = Client(), f"/cases/{case.number}/handle/"
        client.force_login(user)
        steps: list[dict[str, Any]] = [
            {"do": "accept", "version": 1},
            {"do": "note", "note": "已转运营科。"},
            {"do": "reply", "version": 2, "text": "下月起恢复。"},
            {"do": "close", "version": 3},
        ]
        return [client.post(address, step).status_code for step in steps]

    return job


def floods(session: Session, batches: int) -> Job:
    async def flood() -> list[int]:
        taken = []
        for batch in range(batches):
            asks = [an_ask(f"第 {batch} 批涌来的第 {n} 个问题") for n in range(40)]
            answers = await threads.write(ask_many, session.pk, asks)
            taken += [200 for answer in answers if isinstance(answer, dict)]
        return taken

    return lambda: asyncio.run(flood())


def an_ask(text: str) -> Ask:
    return Ask(cast.guest(), acts.Ask(ref=cast.ref(), text=text))


def clocks() -> list[int]:
    """As in the worker's process: a writer that knows nothing of the writing thread."""
    for _round in range(10):
        clock.tick(timezone.now())
        dialogue_clock.tick(timezone.now())
    return []


@pytest.mark.django_db(transaction=True)
def test_forms_claims_drafts_cases_clocks_and_a_flood_of_questions_all_get_through() -> None:
    session, due = cast.make_session(), cast.make_session("collecting", opens_by_clock=True)
    public, held = cast.published(session), cast.ask(session, "等着审核的问题在这里")
    case = casework.received()
    casework.handler()
    fans = [cast.person(f"fan-{n}") for n in range(4)]
    jobs = [
        *(asks_by_form(session, name) for name in ("甲", "乙", "丙", "丁")),
        *(supports_by_form(session, public.number, fan) for fan in fans),
        claims(session, held.number, cast.moderator()),
        drafts(session, public.number, cast.leader()),
        handles(case, User.objects.get(username="jin")),
        floods(session, batches=5),
        clocks,
    ]
    answers = at_once(jobs)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert answers[:4] == [[302] * 3] * 4
    assert answers[4:8] == [[302] * 3] * 4
    assert answers[8:11] == [[200] * 4, [200] * 5, [302] * 4]
    assert len(answers[11]) == 200
    numbers = Question.objects.filter(session=session).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == list(range(1, 2 + 12 + 200 + 1))
    assert Support.objects.filter(question=public).count() == 4
    assert Draft.objects.get(question=public).version == 5
    due.refresh_from_db()
    assert due.state == "live"
    for stream in (session.public_id, session.desk_id, due.public_id):
        seqs = Event.objects.filter(stream_id=stream).order_by("seq").values_list("seq", flat=True)
        assert list(seqs) == list(range(1, len(seqs) + 1))
    for each in (session, due):
        assert_fold_is_tables(each)
    casework.assert_fold_is_row(case)


@pytest.mark.django_db(transaction=True)
def test_a_writer_of_another_process_waits_for_this_one_instead_of_failing() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite waits")
    session, began, let_go = cast.make_session(), threading.Event(), threading.Event()

    def holds_on() -> None:
        with transaction.atomic():
            began.set()
            let_go.wait(10)

    def comes_later() -> int:
        began.wait(10)
        threading.Timer(0.5, let_go.set).start()
        return cast.ask(Session.objects.get(pk=session.pk)).number

    assert at_once([lambda: threads.write_and_wait(holds_on), comes_later]) == [None, 1]


# --- That it stays so ---------------------------------------------------------


def services_called(tree: ast.Module) -> Iterator[str]:
    """Every call, by itself, of something that an edge took from a room's services."""
    taken = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if ".services" in node.module or alias.name == "perform"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in taken:
            yield ast.unparse(node.func)


def test_no_edge_of_the_live_room_calls_a_service_but_through_the_writing_thread() -> None:
    edges = [
        path
        for room in ("dialogue", "moderation", "cases")
        for path in (BASE / room).rglob("*.py")
        if path.stem.startswith("api") or path.stem.endswith("views")
    ]
    assert len(edges) >= 8
    passing_by = {
        (path.relative_to(BASE).as_posix(), call)
        for path in edges
        for call in services_called(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert passing_by == set()
