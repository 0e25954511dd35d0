"""One's own calendar: what one follows, at an address that only its owner knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Leader, Message, Organisation, User
from accounts.services import preferences
from sessions_app.models import Topic
from sessions_app.services import following, lifecycle
from tests import cast
from tests.telling import coming, move, reader, tell_all, told
from tests.test_tell_pages import signed_in

pytestmark = pytest.mark.django_db


def entries(person: User) -> dict[int, Any]:
    """The entries of somebody's calendar, by the session's number."""
    person.refresh_from_db()
    answer = Client().get(f"/calendar/{person.feed_key}.ics")
    assert answer.status_code == 200
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {int(str(each["UID"]).split("@")[0].removeprefix("session-")): each for each in found}


def test_everything_one_follows_is_in_it_and_nothing_else() -> None:
    alice, leader, topic = (
        reader("alice"),
        Leader.objects.create(name="陈立"),
        Topic.objects.all()[0],
    )
    city = Organisation.objects.create(name="清江市")
    bureau = Organisation.objects.create(name="教育局", parent=city)
    own, by_leader, by_topic, below, other, draft = (
        coming("draft", organisation=bureau if n == 3 else None) for n in range(6)
    )
    by_leader.guests.update(leader=leader)
    by_topic.topics.add(topic)
    for session in (own, by_leader, by_topic, below, other):
        lifecycle.announce(session)
    for target in (own, leader, topic, city):
        following.follow(alice, target)
    draft.guests.update(leader=leader)
    preferences.renew_feed_key(alice)
    assert set(entries(alice)) == {each.number for each in (own, by_leader, by_topic, below)}


def test_after_a_move_every_channel_tells_once_and_the_calendar_has_the_new_time() -> None:
    alice, session = reader("alice"), coming()
    following.follow(alice, session)
    following.mute(alice, session, muted=False)
    preferences.renew_feed_key(alice)
    before = entries(alice)[session.number]
    tell_all()
    Message.objects.all().delete()
    move(session, hours=2)
    for _round in range(2):
        tell_all()
    session.refresh_from_db()
    after = entries(alice)[session.number]
    assert told(alice) == [("email", "postponed")]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    moment: datetime = after["DTSTART"].dt
    assert moment == session.starts_at.replace(microsecond=0)


def test_what_was_cancelled_stays_in_it_as_cancelled() -> None:
    alice, session = reader("alice"), coming()
    following.follow(alice, session)
    preferences.renew_feed_key(alice)
    lifecycle.cancel(session, by=cast.host(), reason="台风")
    assert str(entries(alice)[session.number]["STATUS"]) == "CANCELLED"


def test_what_is_muted_stays_in_it() -> None:
    alice, session = reader("alice"), coming()
    following.follow(alice, session)
    following.mute(alice, session, muted=True)
    preferences.renew_feed_key(alice)
    assert set(entries(alice)) == {session.number}


def test_no_cache_keeps_it_and_no_search_engine_lists_it(client: Client) -> None:
    key = preferences.renew_feed_key(reader("alice"))
    assert len(key) == 43
    answer = client.get(f"/calendar/{key}.ics")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("change", ["closed_at", "is_active", "renewed"])
def test_an_address_that_ended_is_like_one_that_never_was(client: Client, change: str) -> None:
    alice = reader("alice")
    key = preferences.renew_feed_key(alice)
    if change == "renewed":
        signed_in(alice).post("/me/following/calendar/")
    else:
        value = timezone.now() if change == "closed_at" else False
        User.objects.filter(pk=alice.pk).update(**{change: value})
    ended, never = client.get(f"/calendar/{key}.ics"), client.get(f"/calendar/{'x' * 43}.ics")
    assert (ended.status_code, never.status_code) == (404, 404)
    assert len(ended.content) == len(never.content)


def test_the_page_shows_the_address_only_to_its_owner(client: Client) -> None:
    alice = reader("alice")
    mine = signed_in(alice)
    assert "webcal://" not in mine.get("/me/following/").content.decode()
    assert mine.post("/me/following/calendar/")["Location"] == "/me/following/"
    alice.refresh_from_db()
    page = mine.get("/me/following/").content.decode()
    assert f"http://localhost:8000/calendar/{alice.feed_key}.ics" in page
    assert alice.feed_key not in signed_in(reader("bob")).get("/me/following/").content.decode()
    assert client.post("/me/following/calendar/").status_code == 302


def test_a_calendar_costs_the_same_however_much_is_in_it(django_assert_num_queries: Any) -> None:
    alice = reader("alice")
    following.follow(alice, cast.city())
    preferences.renew_feed_key(alice)
    soon = timezone.now() + timedelta(days=1)
    coming()
    entries(alice)
    with django_assert_num_queries(7):
        assert len(entries(alice)) == 1
    for _n in range(2):
        coming(starts_at=soon, ends_at=soon + timedelta(hours=1))
    with django_assert_num_queries(7):
        assert len(entries(alice)) == 3
