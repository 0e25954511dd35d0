"""Who is told what, and who is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import Leader, Message, Organisation, User
from sessions_app import fanout, reminders, telling_words
from sessions_app.models import Session, Telling, Topic, Wish, WishVote
from sessions_app.services import following, lifecycle, telling
from tests import cast, clocks
from tests.telling import coming, move, reader, tell_all, told, with_device, with_phone

pytestmark = pytest.mark.django_db


def unit(name: str, parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(name=name, parent=parent)


def test_followers_of_a_unit_hear_of_those_below_it_and_of_no_other_branch() -> None:
    province = unit("某省")
    city, other = unit("清江市", province), unit("临江市", province)
    bureau = unit("交通运输局", city)
    people = {place.name: reader(f"reader{place.pk}") for place in (province, city, bureau, other)}
    for place in (province, city, bureau, other):
        following.follow(people[place.name], place)
    coming(organisation=bureau)
    tell_all()
    heard = {name: told(person) for name, person in people.items()}
    once = [("email", "announced")]
    assert heard == {"某省": once, "清江市": once, "交通运输局": once, "临江市": []}


def test_followers_of_a_leader_and_of_a_topic_hear_of_their_sessions_only() -> None:
    leader, other = Leader.objects.create(name="陈立"), Leader.objects.create(name="李明")
    topics = list(Topic.objects.all()[:2])
    session = coming("draft")
    session.guests.update(leader=leader)
    session.topics.add(topics[0])
    people = [reader(f"reader{n}") for n in range(4)]
    targets: list[following.Target] = [leader, other, *topics]
    for person, target in zip(people, targets, strict=True):
        following.follow(person, target)
    lifecycle.announce(session)
    tell_all()
    assert [len(told(person)) for person in people] == [1, 0, 1, 0]


def test_whoever_follows_by_several_ways_is_told_once() -> None:
    alice, topic = reader("alice"), Topic.objects.all()[0]
    session = coming("draft")
    session.topics.add(topic)
    following.follow(alice, topic)
    following.follow(alice, session.organisation)
    lifecycle.announce(session)
    for _round in range(3):
        tell_all()
    assert told(alice) == [("email", "announced")]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"closed_at": timezone.now()},
        {"tell_by_email": False},
    ],
)
def test_nobody_is_told_whose_account_is_closed_or_who_wants_nothing(
    fields: dict[str, Any],
) -> None:
    alice = reader("alice", **fields)
    following.follow(alice, cast.city())
    coming()
    tell_all()
    assert told(alice) == []


def test_an_address_that_was_never_verified_is_not_written_to() -> None:
    alice = reader("alice", email=False)
    following.follow(alice, cast.city())
    coming()
    tell_all()
    assert told(alice) == []


def test_a_muted_follow_is_silent_but_not_the_others() -> None:
    alice, bob = reader("alice"), reader("bob")
    topic = Topic.objects.all()[0]
    for person in (alice, bob):
        following.follow(person, cast.city())
        following.mute(person, cast.city(), muted=True)
    following.follow(bob, topic)
    session = coming("draft")
    session.topics.add(topic)
    lifecycle.announce(session)
    tell_all()
    assert (told(alice), told(bob)) == ([], [("email", "announced")])


def test_a_muted_session_is_silent_whatever_else_one_follows() -> None:
    alice = reader("alice")
    following.follow(alice, cast.city())
    session = coming()
    following.follow(alice, session)
    following.mute(alice, session, muted=True)
    tell_all()
    move(session, hours=2)
    tell_all()
    assert told(alice) == []


def test_a_new_time_is_told_once_over_each_chosen_channel() -> None:
    alice = with_phone(reader("alice"))
    with_device(alice)
    session = coming()
    following.follow(alice, session)
    tell_all()
    Message.objects.all().delete()
    old = session.starts_at
    move(session, hours=2)
    for _round in range(2):
        tell_all()
    assert told(alice) == [("email", "postponed"), ("sms", "postponed"), ("push", "postponed")]
    session.refresh_from_db()
    message = Message.objects.filter(user=alice)[0]
    for moment in (old, session.starts_at):
        assert f"{timezone.localtime(moment):%H:%M}" in message.body
    assert message.until == session.starts_at


def test_everybody_reads_their_own_language() -> None:
    people = {"en": reader("alice"), "zh-hans": reader("bob", language="zh-hans")}
    for person in people.values():
        following.follow(person, cast.city())
    session = coming()
    tell_all()
    row = Telling.objects.get()
    for language, person in people.items():
        with translation.override(language):
            title, body = telling_words.words(row)
        message = Message.objects.get(user=person)
        assert (message.title, message.body) == (title, body)
        assert session.title in title


def test_what_was_cancelled_before_it_was_told_is_told_as_cancelled_only() -> None:
    alice = reader("alice")
    following.follow(alice, cast.city())
    session = coming()
    lifecycle.cancel(session, by=cast.host(), reason="台风")
    tell_all()
    assert told(alice) == [("email", "cancelled")]
    assert "台风" in Message.objects.get().body


def test_a_message_that_is_overtaken_before_it_is_sent_is_given_up() -> None:
    alice = reader("alice")
    following.follow(alice, cast.city())
    session = coming()
    tell_all()
    move(session, hours=2)
    tell_all()
    states = [(each.error, each.failed_at is None) for each in Message.objects.order_by("pk")]
    assert states == [("overtaken", False), ("", True)]


def test_that_it_begins_is_told_on_devices_only() -> None:
    alice = with_phone(reader("alice"))
    with_device(alice)
    session = coming("collecting")
    following.follow(alice, session)
    tell_all()
    Message.objects.all().delete()
    lifecycle.open_session(session, by=cast.host())
    tell_all()
    assert told(alice) == [("push", "begins")]


def reminded(session: Session, *, before: timedelta) -> None:
    with clocks.at(session.starts_at - before):
        tell_all()


def test_reminders_come_when_they_were_asked_for_and_once() -> None:
    hourly = reader("alice")
    daily = reader("bob", remind_day_before=True, remind_hour_before=False)
    neither = reader("dora", remind_hour_before=False)
    session = coming()
    for person in (hourly, daily, neither):
        following.follow(person, session)
    tell_all()
    Message.objects.all().delete()
    for minutes in (1500, 1439, 1400, 61, 59, 30):
        reminded(session, before=timedelta(minutes=minutes))
    assert (told(hourly), told(daily), told(neither)) == (
        [("email", "hour")],
        [("email", "day")],
        [],
    )


def test_after_a_move_one_is_reminded_of_the_new_time() -> None:
    alice = reader("alice")
    session = coming()
    following.follow(alice, session)
    reminded(session, before=timedelta(minutes=59))
    with clocks.at(session.starts_at - timedelta(minutes=30)):
        move(session, days=1)
        tell_all()
    session.refresh_from_db()
    reminded(session, before=timedelta(minutes=59))
    assert [what for _channel, what in told(alice)][-3:] == ["hour", "postponed", "hour"]
    assert Message.objects.filter(key__contains=".hour.").values("key").distinct().count() == 2


@pytest.mark.parametrize("state", ["draft", "cancelled", "live", "rehearsal"])
def test_nobody_is_reminded_of_what_will_not_begin(state: str) -> None:
    session = coming("announced", rehearsal=True) if state == "rehearsal" else coming(state)
    Telling.objects.all().delete()
    reminders.write(session.starts_at - timedelta(minutes=30))
    assert not Telling.objects.exists()


def test_whoever_voted_for_a_wish_is_told_when_it_is_public_and_not_before() -> None:
    author, voter, other = reader("alice"), reader("bob"), reader("dora")
    session = coming("draft")
    wish = Wish.objects.create(title="夜班公交", author=author, session=session)
    WishVote.objects.create(wish=wish, user=voter)
    telling.wish_planned(wish)
    tell_all()
    assert not Message.objects.exists()
    lifecycle.announce(session)
    tell_all()
    assert [told(person) for person in (author, voter, other)] == [
        [("email", "wish")],
        [("email", "wish")],
        [],
    ]


def test_a_crowd_is_told_in_batches_and_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fanout, "PEOPLE_AT_ONCE", 2)
    session = coming()
    for n in range(5):
        following.follow(reader(f"reader{n}"), session)
    row = Telling.objects.get()
    now = timezone.now()
    assert [fanout.batch(row.pk, now) for _time in range(4)] == [True, True, False, False]
    assert User.objects.filter(messages__key=row.key).count() == 5
    row.refresh_from_db()
    assert row.done_at == now


def test_one_thing_that_cannot_be_told_does_not_keep_back_the_next() -> None:
    alice = reader("alice")
    following.follow(alice, cast.city())
    damaged = unit("某局")
    coming(organisation=damaged)
    Organisation.objects.filter(pk=damaged.pk).update(path="")
    whole = coming()
    tell_all()
    assert Message.objects.get(user=alice).key == f"session.{whole.number}.announced"
