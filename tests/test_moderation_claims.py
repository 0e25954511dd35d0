"""Many hands at one desk at the same moment: real threads on a real database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from accounts.principals import Principal
from dialogue.models import Question
from log.codes import Refused
from log.models import Event
from log.vocabulary import ActData
from moderation import acts
from moderation.models import Claim, Decision
from moderation.services import claiming
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
HANDS = 20


def at_once(jobs: list[Callable[[], T]]) -> list[T | str]:
    """Do all jobs in threads of their own, begun together; a refusal counts as its code."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T | str:
        try:
            together.wait()
            return job()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def moderators(session: Session) -> list[Principal]:
    for n in range(HANDS):
        planning.grant(session, cast.person(f"moderator-{n}"), "moderate")
    return [cast.who(cast.person(f"moderator-{n}")) for n in range(HANDS)]


def fresh(session: Session) -> Session:
    """A session object of one thread's own, as every request has."""
    return Session.objects.get(pk=session.pk)


def approval(number: int, version: int = 1) -> ActData:
    return acts.Approve(ref=cast.ref(), number=number, version=version)


def refusal(number: int, version: int) -> ActData:
    return acts.Decline(ref=cast.ref(), number=number, version=version, reason="duplicate")


def test_twenty_hands_never_get_the_same_question() -> None:
    session = cast.make_session(per_person=HANDS)
    waiting = {cast.ask(session, f"第 {n} 个问题是什么?").number for n in range(15)}

    def claim(by: Principal) -> Callable[[], int]:
        return lambda: claiming.claim_next(fresh(session), by=by).number

    got = Counter(at_once([claim(by) for by in moderators(session)]))

    assert got.pop("nothing_to_claim") == 5
    assert got == dict.fromkeys(waiting, 1)
    leases = Claim.objects.values_list("question__number", "moderator_id")
    assert len(set(leases)) == len({who for _number, who in leases}) == 15


def test_twenty_hands_on_one_question_leave_it_with_one() -> None:
    session = cast.make_session()
    number = cast.ask(session).number

    def claim(by: Principal) -> Callable[[], str]:
        return lambda: str(claiming.claim(fresh(session), number=number, by=by).state)

    got = Counter(at_once([claim(by) for by in moderators(session)]))

    assert got == {"held": 1, "claimed": HANDS - 1}
    assert Claim.objects.count() == 1


def test_two_decisions_at_once_are_one_decision() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    people = moderators(session)

    def decide(n: int) -> Callable[[], str]:
        seen = (question.number, question.version)
        act = approval(*seen) if n % 2 else refusal(*seen)
        return lambda: str(cast.do(fresh(session), act, people[n])["state"])

    got = Counter(at_once([decide(n) for n in range(HANDS)]))

    state = Question.objects.get().state
    assert got == {state: 1, "not_held": HANDS - 1}
    assert Decision.objects.count() == 1
    decided = Event.objects.filter(kind__in=["question.published", "question.declined"])
    assert [event.kind for event in decided] == [f"question.{state}"]
    assert_fold_is_tables(session)


def test_claiming_deciding_and_asking_at_once_wait_for_each_other_and_all_get_through() -> None:
    session = cast.make_session(per_person=100)
    first = [cast.ask(session, f"第 {n} 个问题是什么?") for n in range(6)]
    people = moderators(session)

    def approve(n: int) -> Callable[[], str]:
        act = approval(first[n].number)
        return lambda: str(cast.do(fresh(session), act, people[n])["state"])

    def ask(n: int) -> Callable[[], str]:
        alice = cast.netizen()
        return lambda: cast.ask(fresh(session), f"后来的第 {n} 个问题?", alice).state

    def claim(n: int) -> Callable[[], str]:
        return lambda: str(claiming.claim_next(fresh(session), by=people[n]).state)

    jobs = [job(n) for n in range(6) for job in (approve, ask, claim)]
    got = Counter(at_once(jobs))

    # A claim may come before an approval of the same question, which is then refused, and
    # finds nothing where the approvals were faster; nobody waits for ever, nothing is lost.
    assert set(got) <= {"published", "claimed", "held", "nothing_to_claim"}
    assert got["published"] + got["claimed"] == len(first)
    states = Counter(Question.objects.values_list("state", flat=True))
    # Where every claim came first, nothing is published: a count of none is left out.
    assert states == +Counter(published=got["published"], held=12 - got["published"])
    seqs = Event.objects.filter(stream=session.public_stream).values_list("seq", flat=True)
    assert sorted(seqs) == list(range(1, len(seqs) + 1))
    assert_fold_is_tables(session)
