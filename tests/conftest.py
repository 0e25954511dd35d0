"""What all tests share: the log's triggers around a flush, and nothing kept between tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

import accounts.triggers
import archive.clock
import cases.clock
import dialogue.clock
import log.triggers
import sessions_app.clock
import sessions_app.fanout
from dialogue import limits, live, moments, projection, ticks
from tests import statics
from tests.every_fold import assert_every_fold_is_tables, something_does_not_fold

# What refuses to forget: both logs.
TRIGGERS = (log.triggers, accounts.triggers)
_removed = False


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords fast: the tests' people have no secrets. Say what the marks mean.

    Staff need no second factor here, but in the tests that are about it.
    """
    config.addinivalue_line(
        "markers", "breaks_fold(why): leaves a log that does not fold into the tables, on purpose"
    )
    settings.STAFF_SECOND_FACTOR = False
    settings.STAFF_IDLE_SECONDS = settings.STAFF_SIGN_IN_SECONDS = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    statics.read_once()


def _flushes(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    by_marker = marker is not None and bool(marker.kwargs.get("transaction"))
    return by_marker or "transactional_db" in request.fixturenames


def _uses_database(request: pytest.FixtureRequest) -> bool:
    marked = request.node.get_closest_marker("django_db") is not None
    return marked or bool({"db", "transactional_db"} & set(request.fixturenames))


@pytest.fixture(autouse=True)
def _append_only_log(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """Put the triggers back before a test, and take them away before a flush.

    Set up after the database and torn down before it: the one place that knows that a
    test's flush deletes what nothing else may.
    """
    global _removed
    if not _uses_database(request):
        yield
        return
    if _removed:
        for each in TRIGGERS:
            each.install(connection)
        # Inside a test's transaction the triggers go again with its rollback.
        _removed = not _flushes(request)
    yield
    if _flushes(request):
        for each in TRIGGERS:
            each.remove(connection)
        _removed = True


@pytest.fixture(autouse=True)
def _fold_is_tables(request: pytest.FixtureRequest, _append_only_log: None) -> Iterator[None]:
    """Demand after every test that each log it wrote folds into the tables, and has no hole.

    A test that breaks this on purpose is marked `breaks_fold("why")`, and must break it.
    """
    if not _uses_database(request):
        yield
        return
    # Asked for by name: a test may use the database without being marked.
    request.getfixturevalue("transactional_db" if _flushes(request) else "db")
    yield
    report = getattr(request.node, "rep_call", None)
    if report is not None and not report.passed:
        return
    if request.node.get_closest_marker("breaks_fold"):
        assert something_does_not_fold(), "the mark breaks_fold is not true any more"
    else:
        assert_every_fold_is_tables()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget what a process keeps: states by id, rates by principal, touched numbers."""
    projection.forget()
    moments.pages.forget()
    clocks = (sessions_app.clock, sessions_app.fanout, dialogue.clock, archive.clock, cases.clock)
    for clock in clocks:
        clock.turns.failing.clear()
    limits.acts.levels.clear()
    limits.guests.levels.clear()
    limits.typing.levels.clear()
    ticks.take()
    cache.clear()


@pytest.fixture
def looks_often(settings: Any) -> None:
    """Let rooms look at the log by themselves eight times as often as in life.

    For tests of what such a look brings; whoever tests the doorbell must not be helped by it.
    """
    settings.HEAL_SECONDS /= 8


@pytest.fixture
def in_english() -> Iterator[None]:
    """Speak English, so that a test can say what is read."""
    with translation.override("en"):
        yield


@pytest.fixture
async def rooms() -> AsyncIterator[None]:
    """Close the rooms that a test opened, in the loop that they live in."""
    yield
    await live.close()
