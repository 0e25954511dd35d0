"""Calendars and feeds: read by programs that are not ours, and told of every change."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from sessions_app import calendars
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from tests import cast, public_people

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LONG = (
    "让出行更顺畅：公交线网优化、停车难、非机动车道和老旧小区门口的信号灯，局长与您面对面谈一谈；"
)


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def by_icalendar(raw: bytes) -> dict[str, Any]:
    """Return {UID: entry} as the library that we write with reads it."""
    return {str(entry["UID"]): entry for entry in Calendar.from_ical(raw).walk("VEVENT")}


def by_another(raw: bytes) -> dict[str, Any]:
    """Return {UID: entry} as a parser with no line of code in common reads it."""
    entries = vobject.readOne(raw.decode()).contents.get("vevent", [])
    return {entry.uid.value: entry for entry in entries}


def postpone(session: Session, days: int = 2) -> None:
    later = session.starts_at + timedelta(days=days)
    planning.postpone(session, starts_at=later, ends_at=later + timedelta(hours=1))


# --- iCalendar --------------------------------------------------------------------


def test_two_independent_parsers_read_the_same_from_a_feed(client: Client) -> None:
    session = public_people.coming(LONG, topic="livelihood", summary="一行,\n两行;三\\行")
    raw = body(client, "/calendar.ics")
    ours, other = by_icalendar(raw), by_another(raw)
    uid = calendars.uid(session)
    assert uid == f"session-{session.number}@localhost"
    assert set(ours) == set(other) == {uid}
    mine, theirs = ours[uid], other[uid]
    starts = session.starts_at.replace(microsecond=0)
    assert mine["DTSTART"].dt == starts
    assert theirs.dtstart.value == starts
    assert theirs.dtend.value - theirs.dtstart.value == timedelta(hours=1)
    assert mine["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert theirs.dtstart.value.utcoffset() == timedelta(hours=8)
    assert str(mine["SUMMARY"]) == theirs.summary.value == LONG
    assert str(mine["DESCRIPTION"]) == theirs.description.value
    assert "一行,\n两行;三\\行" in theirs.description.value
    assert theirs.status.value == "CONFIRMED"
    assert theirs.url.value == f"http://localhost:8000/sessions/{session.number}/"


def test_lines_are_folded_at_75_octets_and_end_as_they_must(client: Client) -> None:
    public_people.coming(LONG)
    raw = body(client, "/calendar.ics")
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    # No character is cut in two.
    for line in lines:
        line.decode()
    assert LONG in raw.replace(b"\r\n ", b"").decode()


def test_the_zone_is_written_out_and_nothing_disturbs_whoever_subscribes(client: Client) -> None:
    public_people.coming("公交")
    raw = body(client, "/calendar.ics")
    whole: Any = Calendar.from_ical(raw)
    (zone,) = whole.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Shanghai"
    assert vobject.readOne(raw.decode()).vtimezone.tzid.value == "Asia/Shanghai"
    assert str(whole["METHOD"]) == "PUBLISH"
    assert whole["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert str(whole["X-PUBLISHED-TTL"]) == "PT1H"
    assert re.search(rb"VALARM|ORGANIZER|ATTENDEE|GEO", raw) is None


def test_the_sequence_rises_with_every_change_and_the_uid_stays(client: Client) -> None:
    session = public_people.coming("公交")
    seen = []

    def look() -> Any:
        (entry,) = by_another(body(client, "/calendar.ics")).values()
        seen.append((entry.uid.value, int(entry.sequence.value), entry.last_modified.value))
        return entry

    look()
    postpone(session)
    session.refresh_from_db()
    moved = look()
    assert moved.dtstart.value == session.starts_at.replace(microsecond=0)
    lifecycle.cancel(session, by=cast.host(), reason="局长另有公务")
    gone = look()
    assert gone.status.value == "CANCELLED"
    assert "局长另有公务" in gone.description.value
    assert "公交" in gone.summary.value
    assert gone.summary.value != "公交"
    assert len({uid for uid, _sequence, _at in seen}) == 1
    assert [sequence for _uid, sequence, _at in seen] == sorted(
        {sequence for _uid, sequence, _at in seen}
    )
    assert seen[0][2] <= seen[1][2] <= seen[2][2]


def test_what_was_cancelled_stays_for_thirty_days_and_then_goes(client: Client) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    session = public_people.coming("公交", days=-31)
    lifecycle.cancel(session, by=cast.host(), reason="无人开启")
    assert len(by_icalendar(body(client, "/calendar.ics"))) == 1
    Session.objects.filter(pk=session.pk).update(changed_at=long_ago)
    assert by_icalendar(body(client, "/calendar.ics")) == {}


def test_each_feed_holds_its_own_sessions(client: Client) -> None:
    city, county = public_people.tree()
    chen = public_people.leader()
    bus = public_people.coming("公交", leader=chen, topic="livelihood")
    school = public_people.coming("入学", organisation=county)
    both = {calendars.uid(bus), calendars.uid(school)}
    for address, uids in {
        "/calendar.ics": both,
        f"/units/{city.pk}/calendar.ics": both,
        f"/units/{county.pk}/calendar.ics": {calendars.uid(school)},
        f"/leaders/{chen.pk}/calendar.ics": {calendars.uid(bus)},
        "/topics/livelihood/calendar.ics": {calendars.uid(bus)},
        f"/sessions/{bus.number}/session.ics": {calendars.uid(bus)},
    }.items():
        assert set(by_icalendar(body(client, address))) == uids, address


def test_a_calendar_tells_in_the_language_of_its_address_or_of_the_request(client: Client) -> None:
    session = public_people.coming("公交", state="cancelled")
    for address, headers in (
        (f"/sessions/{session.number}/session.ics?lang=en", {}),
        (f"/sessions/{session.number}/session.ics", {"Accept-Language": "en"}),
    ):
        told = client.get(address, headers=headers).content.decode()
        assert "Cancelled: 公交" in told
    assert "SUMMARY;LANGUAGE=zh-hans:" in body(client, "/calendar.ics?lang=zh").decode()


def test_a_calendar_that_has_the_feed_already_gets_nothing_again(client: Client) -> None:
    session = public_people.coming("公交")
    first = client.get("/calendar.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert "public" in first["Cache-Control"]
    known = {"if-none-match": first["ETag"]}
    assert client.get("/calendar.ics", headers=known).status_code == 304
    postpone(session)
    assert client.get("/calendar.ics", headers=known).status_code == 200


def test_nothing_that_is_not_public_is_in_any_calendar_or_feed(client: Client) -> None:
    draft = public_people.coming("还在筹备", state="draft")
    rehearsal = cast.make_session("live", title="只是彩排", rehearsal=True)
    for address in ("/calendar.ics", "/feeds/sessions.atom"):
        told = body(client, address).decode()
        assert "还在筹备" not in told
        assert "只是彩排" not in told
    for session in (draft, rehearsal):
        assert client.get(f"/sessions/{session.number}/session.ics").status_code == 404


@pytest.mark.parametrize("address", ["/calendar.ics", "/feeds/sessions.atom"])
def test_three_sessions_cost_as_many_queries_as_one(client: Client, address: str) -> None:
    public_people.coming("一")
    client.get(address)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for title in ("二", "三"):
        public_people.coming(title)
    with CaptureQueriesContext(connection) as with_three:
        client.get(address)
    assert len(with_three) == len(with_one)


# --- Atom -------------------------------------------------------------------------


def entries(client: Client, address: str = "/feeds/sessions.atom?lang=en") -> list[Any]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for needed in ("id", "title", "updated"):
        assert feed.findtext(f"a:{needed}", "", ATOM)
    assert feed.find("a:link[@rel='self']", ATOM) is not None
    return feed.findall("a:entry", ATOM)


def told(entry: Any) -> tuple[str, str]:
    for needed in ("id", "title", "updated", "published", "author/a:name", "summary"):
        assert entry.findtext(f"a:{needed}", "", ATOM), needed
    datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)).astimezone(UTC)
    return entry.findtext("a:id", "", ATOM), entry.findtext("a:title", "", ATOM)


def test_news_is_new_when_a_session_is_announced_moved_cancelled_or_answered(
    client: Client,
) -> None:
    session = public_people.coming("公交", summary="谈公交")
    (announced,) = entries(client)
    assert told(announced) == (
        f"tag:localhost,2026:session/{session.number}/announced",
        "Announced: 公交",
    )
    assert told(entries(client)[0]) == told(announced)
    postpone(session)
    (moved,) = entries(client)
    assert told(moved)[1].startswith("Moved to ")
    postpone(session)
    assert told(entries(client)[0])[0] != told(moved)[0]
    lifecycle.cancel(session, by=cast.host(), reason="局长另有公务")
    (gone,) = entries(client)
    assert told(gone)[1] == "Cancelled: 公交"
    assert gone.findtext("a:summary", "", ATOM) == "Reason: 局长另有公务"
    cast.make_session("ended", title="停车", summary="谈停车")
    assert [told(entry)[1] for entry in entries(client)] == ["Answered: 停车", "Cancelled: 公交"]


def test_a_feed_speaks_chinese_unless_its_address_says_otherwise(client: Client) -> None:
    public_people.coming("公交", summary="谈公交")
    answer = client.get("/feeds/sessions.atom", headers={"Accept-Language": "en"})
    feed = ElementTree.fromstring(answer.content)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-hans"


def test_each_page_names_its_feed_and_the_feed_holds_its_own_sessions(client: Client) -> None:
    _city, county = public_people.tree()
    chen = public_people.leader()
    public_people.coming("公交", leader=chen, topic="livelihood", summary="谈公交")
    public_people.coming("入学", organisation=county, summary="谈入学")
    for page, titles in {
        "/sessions/": {"Announced: 公交", "Announced: 入学"},
        f"/units/{county.pk}/": {"Announced: 入学"},
        f"/leaders/{chen.pk}/": {"Announced: 公交"},
        "/topics/livelihood/": {"Announced: 公交"},
    }.items():
        html = body(client, page).decode()
        found = re.search(r'type="application/atom\+xml"[^>]* href="([^"?]+)\?lang=zh', html)
        assert found is not None, page
        assert {
            told(entry)[1] for entry in entries(client, f"{found[1].partition('?')[0]}?lang=en")
        } == titles


@pytest.mark.parametrize(("wish", "lang"), [("zh-CN", "zh-hans"), ("en", "en")])
def test_every_way_to_a_calendar_or_a_feed_names_the_language_of_its_page(
    client: Client, wish: str, lang: str
) -> None:
    chen = public_people.leader()
    session = public_people.coming("公交", leader=chen, topic="livelihood")
    pages = ["/", "/sessions/", f"/sessions/{session.number}/", f"/leaders/{chen.pk}/"]
    for page in [*pages, f"/units/{cast.city().pk}/", "/topics/livelihood/"]:
        html = client.get(page, headers={"Accept-Language": wish}).content.decode()
        ways = re.findall(r'href="([^"]+\.(?:ics|atom)[^"]*)"', html)
        assert ways, page
        assert [way for way in ways if not way.endswith(f"?lang={lang}")] == [], page
        # Found by programs that are given the page's own address.
        found = re.search(r'<link rel="alternate" type="text/calendar"[^>]* href="([^"]+)"', html)
        assert found is not None, page
        assert calendars.uid(session) in by_icalendar(body(Client(), found[1])), page


def test_a_title_with_what_xml_cannot_hold_takes_no_feed_away(client: Client) -> None:
    cast.make_session("announced", title="停车\x0b公交\x01")
    feed = ElementTree.fromstring(body(client, "/feeds/sessions.atom"))
    assert "停车 公交" in feed.findtext("a:entry/a:title", "", ATOM)
