"""Frames for other sites: who may show them, what is in them, and that nothing else is framed."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.framing import origin_of
from accounts.models import EmbeddingSite, Organisation
from accounts.principals import SYSTEM
from accounts.services import sites
from config import environment
from dialogue.services import closing, opinions
from frontend.templatetags.embedding import embed_snippet
from sessions_app.models import Session
from sessions_app.services import rehearsing
from tests import cast, surfaces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PORTAL = "https://www.example.gov.cn"
EN = {"accept-language": "en"}


def ancestors(answer: HttpResponseBase) -> str:
    policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    return rules["frame-ancestors"]


def frame(session: Session, rest: str = "", query: str = "?lang=en") -> str:
    answer = Client(headers=EN).get(f"/embed/sessions/{session.number}/{rest}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://www.example.gov.cn", PORTAL),
        (" WWW.Example.gov.cn/news/1 ", PORTAL),
        ("https://*.example.gov.cn", "https://*.example.gov.cn"),
        ("https://example.cn:8443", "https://example.cn:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://www.example.gov.cn", None),
        ("https://*", None),
        ("*", None),
        ("https://a.cn; script-src *", None),
        ("https://a.cn 'self'", None),
        ("https://a.cn@evil.cn", None),
        ("javascript://a.cn", None),
        ("data:text/html,x", None),
        ("https://10.0.0.1", None),
        ("https://" + "a" * 63 + "." + "b." * 100 + "cn", None),
        ("", None),
    ],
)
def test_only_an_origin_gets_into_the_security_policy(typed: str, origin: str | None) -> None:
    assert origin_of(typed) == origin


def test_the_setting_takes_origins_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIYIN_EMBED_SITES", f"{PORTAL},https://*.example.org")
    assert environment.origins("HUIYIN_EMBED_SITES") == [PORTAL, "https://*.example.org"]
    monkeypatch.setenv("HUIYIN_EMBED_SITES", f"{PORTAL},* 'self'")
    with pytest.raises(ImproperlyConfigured):
        environment.origins("HUIYIN_EMBED_SITES")


def test_a_unit_lets_a_site_in_for_itself_and_those_below_and_for_no_other() -> None:
    top = Organisation.objects.create(name="清江市", level="city")
    below = Organisation.objects.create(name="城管局", parent=top)
    other = Organisation.objects.create(name="白河市", level="city")
    sites.allow(top, site=PORTAL, by=SYSTEM)
    framed = cast.make_session(organisation=below)
    answer = Client().get(f"/embed/sessions/{framed.number}/")
    assert ancestors(answer) == PORTAL
    assert "X-Frame-Options" not in answer.headers
    answer = Client().get(f"/embed/sessions/{cast.make_session(organisation=other).number}/")
    assert ancestors(answer) == "'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_platform_lets_sites_in_for_every_unit(settings: object) -> None:
    settings.EMBED_SITES = ["https://*.example.org"]  # type: ignore[attr-defined]
    session = cast.make_session()
    sites.allow(session.organisation, site=PORTAL, by=SYSTEM)
    answer = Client().get(f"/embed/sessions/{session.number}/questions/")
    assert ancestors(answer) == f"https://*.example.org {PORTAL}"


def test_every_other_page_still_refuses_to_be_framed() -> None:
    session = cast.make_session()
    cast.answered(session)
    sites.allow(session.organisation, site=PORTAL, by=SYSTEM)
    session.refresh_from_db()
    opened = set()
    for address in surfaces.one_of_each(session):
        answer = Client().get(address)
        policy = answer.headers.get("Content-Security-Policy", "")
        refuses = "frame-ancestors 'none'" in policy and answer.headers.get("X-Frame-Options")
        if not refuses:
            opened.add(re.sub(r"\d+", "N", address))
    assert {each for each in opened if not each.startswith("/embed/sessions/N/")} == set()
    assert "/embed/sessions/N/" in opened


def test_what_is_taken_back_is_refused_at_once() -> None:
    session = cast.make_session()
    made = sites.allow(session.organisation, site=PORTAL, by=SYSTEM)
    address = f"/embed/sessions/{session.number}/"
    assert ancestors(Client().get(address)) == PORTAL
    sites.remove(session.organisation, site=made.pk, by=SYSTEM)
    assert ancestors(Client().get(address)) == "'none'"


def test_only_its_keepers_let_sites_in() -> None:
    unit = cast.city()
    for by in (cast.netizen(), cast.host()):
        assert cast.refusal(lambda by=by: sites.allow(unit, site=PORTAL, by=by)) == "not_yours"  # type: ignore[misc]
    assert cast.refusal(lambda: sites.allow(unit, site="*", by=SYSTEM)) == "site_bad"
    sites.allow(unit, site=PORTAL, by=SYSTEM)
    sites.allow(unit, site=PORTAL, by=SYSTEM)
    assert EmbeddingSite.objects.count() == 1


def test_a_unit_allows_so_many_sites_and_no_more() -> None:
    unit = cast.city()
    for n in range(sites.MOST):
        EmbeddingSite.objects.create(organisation=unit, origin=f"https://s{n}.example.cn")
    refusal = cast.refusal(lambda: sites.allow(unit, site=PORTAL, by=SYSTEM))
    assert refusal == "too_many_sites"


def test_the_live_frame_shows_the_moment_and_offers_to_ask_elsewhere() -> None:
    session = cast.make_session()
    cast.answered(session)
    cast.ask(session, "没有人看过的话")
    page = frame(session)
    assert "下月起分时段开放。" in page
    assert "Ask on Huiyin" in page
    assert "没有人看过的话" not in page
    for control in ("<form", "<input", "site-head"):
        assert control not in page
    # What only a script of the full page would wake stays out of sight.
    assert re.findall(r"<button(?![^>]*\bneeds-js\b)", page) == []
    assert '<meta name="robots" content="noindex">' in page
    assert '<base target="_blank">' in page


def test_a_frame_sets_no_cookie_and_is_the_same_for_everybody() -> None:
    session = cast.make_session()
    known = Client(headers=EN)
    known.force_login(cast.person("alice", "江边骑行者"))
    address = f"/embed/sessions/{session.number}/?lang=en"
    stranger = Client(headers=EN).get(address)
    assert not stranger.cookies
    assert stranger.content == known.get(address).content


def test_questions_transcript_and_entry_have_frames_of_their_own() -> None:
    session = cast.make_session()
    cast.published(session, "有没有夜间公交?")
    answer = cast.answered(session).answers.get()
    assert "有没有夜间公交?" in frame(session, "questions/")
    assert "夜间道路停车能否分时段开放?" in frame(session, "transcript/")
    one = frame(session, f"entries/{answer.seq}/")
    assert "下月起分时段开放。" in one
    assert "夜间道路停车能否分时段开放?" in one
    assert "有没有夜间公交?" not in one
    assert Client().get(f"/embed/sessions/{session.number}/entries/9999/").status_code == 404


def test_a_frame_says_what_people_made_of_an_answer_and_asks_nobody() -> None:
    session = cast.make_session()
    seq = cast.answered(session).answers.get().seq
    places = ("", "transcript/", f"entries/{seq}/")
    assert all("said thank you" not in frame(session, place) for place in places)
    opinions.react(session, seq=seq, reaction="thanks", by=cast.netizen())
    opinions.react(session, seq=seq, reaction="more", by=cast.neighbour())
    opinions.rate(session, seq=seq, stars=4, by=cast.neighbour())
    for place in places:
        page = frame(session, place)
        for words in (
            "1 said thank you",
            "1 would like to know more",
            "rated 4.0 of 5 by 1 person",
        ):
            assert words in page
        assert "found it clearly answered" not in page
        assert 'class="react' not in page


def test_after_the_end_the_transcript_frame_is_the_record() -> None:
    session = cast.make_session()
    cast.answered(session)
    closing.end_session(session, by=cast.host())
    page = frame(session, "transcript/")
    assert "下月起分时段开放。" in page
    assert "Read it on Huiyin" in page
    assert "data-running" not in page


def test_no_rehearsal_and_no_draft_is_ever_in_a_frame() -> None:
    planned = cast.make_session("draft")
    tried = rehearsing.begin(cast.make_session("announced"), by=SYSTEM)
    host = Client()
    host.force_login(cast.person("erik"))
    for number in (planned.number, tried.number):
        for client in (Client(), host):
            assert client.get(f"/embed/sessions/{number}/").status_code == 404


def test_what_is_copied_into_another_site_names_a_script_that_outlives_the_next_release() -> None:
    copied = str(embed_snippet(cast.make_session()))
    assert "/static/js/frames.js&quot; async" in copied
    assert finders.find("js/frames.js")


def test_a_frame_of_three_questions_costs_what_one_of_one_costs() -> None:
    counts = []
    for n in (1, 3):
        session = cast.make_session()
        for each in range(n):
            cast.answered(session, f"第 {each} 个问题?")
        frame(session)
        with CaptureQueriesContext(connection) as queries:
            frame(session)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_keeper_lets_a_site_in_and_takes_it_back_in_the_office() -> None:
    unit = cast.city()
    keeper = Client(headers=EN)
    sun = cast.person("sun")
    type(sun).objects.filter(pk=sun.pk).update(duty="system")
    keeper.force_login(sun)
    address = f"/office/units/{unit.pk}/sites/"
    refused = keeper.post(address, {"site": "javascript:alert(1)"})
    assert refused.status_code == 422
    assert "This is not the address of a site." in refused.content.decode()
    said = keeper.post(address, {"site": "www.example.gov.cn/index.html"}, follow=True)
    assert f"{PORTAL} may show frames of this unit." in said.content.decode()
    row = EmbeddingSite.objects.get()
    assert keeper.post(address, {"remove": "9" * 5_000}).status_code == 200
    keeper.post(address, {"remove": str(row.pk)})
    assert not EmbeddingSite.objects.exists()
