"""The balance: each question has one end, and the ends add up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import balance, queries, services
from archive.models import Checkpoint
from dialogue import acts
from dialogue.models import Question
from dialogue.services import closing, own, publishing, speaking
from log.codes import Refused
from log.writing import lock
from sessions_app.models import Session
from tests import cast, faces
from tests.records import say_more, sealed

pytestmark = pytest.mark.django_db


def test_each_question_is_counted_under_its_one_end() -> None:
    session = sealed()
    at_close = Checkpoint.objects.get().balance
    assert at_close == {
        "received": 6,
        "answered": 1,
        "to_case": 0,
        "merged": 0,
        "declined": {"abuse_or_ads": 1},
        "withdrawn": 1,
        "taken_down": 1,
        "erased": 0,
        "still_open": 2,
    }
    say_more(session)
    services.extend(session)
    now = Checkpoint.objects.get(index=2).balance
    assert (now["answered"], now["still_open"]) == (2, 1)
    assert Checkpoint.objects.get(index=1).balance == at_close


def hand_over(session: Session, number: int) -> None:
    with transaction.atomic():
        held = lock(session.public_id)[0]
        question = Question.objects.get(session=session, number=number)
        closing.hand_over(question, case_number=f"2026{number:04}", held=held)


def held_version(session: Session, number: int) -> dict[str, Any]:
    version = Question.objects.get(session=session, number=number).version
    return {"number": number, "version": version, "by": cast.moderator()}


# What can happen to a question, or to the session as a whole.
MOVES: dict[str, Callable[[Session, int], Any]] = {
    "ask": lambda session, n: cast.ask(session, f"第 {session.last_number} 个问题，编号 {n}"),
    "publish": lambda session, n: publishing.publish(session, **held_version(session, n)),
    "decline": lambda session, n: publishing.decline(
        session, reason=("duplicate", "off_topic")[n % 2], words="", **held_version(session, n)
    ),
    "withdraw": lambda session, n: own.withdraw(session, number=n, by=cast.netizen()),
    "take_down": lambda session, n: publishing.take_down(
        session, number=n, reason="privacy", by=cast.moderator()
    ),
    "answer": lambda session, n: speaking.answer(
        session, number=n, text="好的。", speaker=cast.LEADER, by=cast.leader()
    ),
    "aloud": lambda session, n: speaking.given_aloud(
        session, number=n, speaker=cast.LEADER, by=cast.leader()
    ),
    "assign": lambda session, n: cast.do(
        session, acts.Assign(ref=cast.ref(), number=n, unit=faces.bureau().pk), cast.leader()
    ),
    "hand_over": hand_over,
    "end": lambda session, n: closing.end_session(session, by=cast.host()),
    "seal": lambda session, n: services.seal(session),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(1, 5)), max_size=30))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_ends_always_add_up_to_all_questions(moves: list[tuple[str, int]]) -> None:
    session = cast.make_session(per_person=100)
    for name, number in [("ask", 1), ("ask", 2), *moves]:
        # Not every move is possible in every state.
        with suppress(Refused, Question.DoesNotExist):
            MOVES[name](session, number)
        session.refresh_from_db()
        counted = balance.count(session)
        assert balance.total(counted) == counted["received"] == session.last_number
    for checkpoint in queries.checkpoints(session):
        assert balance.total(checkpoint.balance) == checkpoint.balance["received"]
