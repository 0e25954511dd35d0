"""What is written down to be told, in the transaction of the act itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Leader
from log.codes import Refused
from sessions_app.models import Follow, Session, Telling, Topic
from sessions_app.services import following, lifecycle, planning
from tests import cast

pytestmark = pytest.mark.django_db


def coming(state: str = "announced") -> Session:
    begins = timezone.now() + timedelta(days=3)
    return cast.make_session(state, starts_at=begins, ends_at=begins + timedelta(hours=1))


def move(session: Session, **by: float) -> None:
    step = timedelta(**by)
    planning.postpone(session, starts_at=session.starts_at + step, ends_at=session.ends_at + step)


def tellings() -> list[str]:
    return list(Telling.objects.order_by("pk").values_list("key", flat=True))


def test_an_announced_session_is_to_be_told_once() -> None:
    session = coming()
    assert tellings() == [f"session.{session.number}.announced"]


def test_a_draft_that_is_moved_or_cancelled_is_nobodys_business() -> None:
    session = coming("draft")
    move(session, days=1)
    lifecycle.cancel(session, by=cast.host(), reason="换人")
    assert tellings() == []


def test_a_rehearsal_is_never_told() -> None:
    session = cast.make_session("announced", rehearsal=True)
    move(session, hours=1)
    lifecycle.cancel(session, by=cast.host(), reason="")
    assert tellings() == []


def test_moves_that_nobody_heard_of_are_told_as_one() -> None:
    session = coming()
    first = session.starts_at
    move(session, hours=1)
    move(session, hours=1)
    told = Telling.objects.get(matter="postponed")
    assert (told.started_at, told.starts_at) == (first, first + timedelta(hours=2))


def test_a_move_that_some_heard_of_is_followed_by_the_next() -> None:
    session = coming()
    first = session.starts_at
    move(session, hours=1)
    Telling.objects.filter(matter="postponed").update(last_user=7)
    move(session, hours=1)
    times = Telling.objects.filter(matter="postponed").values_list("started_at", "starts_at")
    hour = timedelta(hours=1)
    assert sorted(times) == [(first, first + hour), (first + hour, first + 2 * hour)]


def test_a_later_end_is_no_news() -> None:
    session = coming()
    planning.postpone(
        session, starts_at=session.starts_at, ends_at=session.ends_at + timedelta(hours=1)
    )
    assert tellings() == [f"session.{session.number}.announced"]


def test_an_act_that_is_undone_is_not_told() -> None:
    session = coming("draft")
    with transaction.atomic():
        lifecycle.announce(session)
        transaction.set_rollback(True)
    assert tellings() == []


def test_a_cancelled_session_is_told_with_its_reason() -> None:
    session = coming()
    lifecycle.cancel(session, by=cast.host(), reason="台风")
    told = Telling.objects.get(matter="cancelled")
    assert (told.session, told.reason) == (session, "台风")


def test_following_twice_is_following_once() -> None:
    alice, session = cast.person("alice"), coming()
    for _time in range(2):
        following.follow(alice, session)
    assert Follow.objects.get().session == session
    for _time in range(2):
        following.unfollow(alice, session)
    assert not Follow.objects.exists()


def test_whom_one_follows_is_known_by_name_and_nobody_elses() -> None:
    alice, session = cast.person("alice"), coming()
    leader, topic = Leader.objects.create(name="陈立"), Topic.objects.first()
    assert topic is not None
    for target in (session, leader, session.organisation, topic):
        following.follow(alice, target)
    following.follow(cast.person("bob"), Leader.objects.create(name="李明"))
    every = [
        f"session-{session.number}",
        f"leader-{leader.pk}",
        f"organisation-{session.organisation_id}",
        f"topic-{topic.pk}",
    ]
    names = [*every, f"leader-{leader.pk + 1}", "leader-x", "nothing-1", "leader-" + "9" * 30]
    assert following.followed(alice, names) == set(every)


@pytest.mark.parametrize("state", ["draft", "rehearsal"])
def test_what_is_not_public_cannot_be_followed(state: str) -> None:
    session = (
        coming("draft") if state == "draft" else cast.make_session("announced", rehearsal=True)
    )
    with pytest.raises(Refused) as refused:
        following.find("session", session.number)
    assert refused.value.code == "not_found"
