"""The oEmbed provider: what it says of our pages, and what it refuses to say."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from accounts.principals import SYSTEM
from sessions_app.services import rehearsing
from tests import casework, cast

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


def ask(url: str, **more: str) -> Any:
    return Client().get("/oembed", {"url": url, **more})


def told(url: str, **more: str) -> dict[str, Any]:
    answer = ask(url, **more)
    assert answer.status_code == 200
    known: dict[str, Any] = json.loads(answer.content)
    return known


def test_it_says_all_that_the_specification_asks_for() -> None:
    session = cast.make_session()
    assert told(f"{SITE}/sessions/{session.number}/") == {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Huiyin",
        "provider_url": f"{SITE}/",
        "author_name": "清江市交通运输局",
        "author_url": f"{SITE}/units/{session.organisation_id}/",
        "title": "让出行更顺畅",
        "html": f'<iframe src="{SITE}/embed/sessions/{session.number}/" width="640" height="480"'
        ' title="让出行更顺畅" loading="lazy"></iframe>',
        "width": 640,
        "height": 480,
        "cache_age": 3600,
    }


def test_as_xml_it_says_the_same() -> None:
    session = cast.make_session(title='<停车> & "公交"')
    answer = ask(f"{SITE}/sessions/{session.number}/", format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "oembed"
    assert root.findtext("title") == '<停车> & "公交"'
    assert "&lt;停车&gt; &amp; &quot;公交&quot;" in (root.findtext("html") or "")


def test_a_title_with_what_xml_cannot_hold_is_read_without_it() -> None:
    session = cast.make_session(title="停车\x0b公交\x01")
    answer = ask(f"{SITE}/sessions/{session.number}/", format="xml")
    assert ElementTree.fromstring(answer.content).findtext("title") == "停车 公交 "


def test_a_transcript_an_entry_and_a_case_have_frames_too() -> None:
    session = cast.make_session()
    seq = cast.answered(session).answers.get().seq
    page = f"{SITE}/sessions/{session.number}/"
    assert f"/sessions/{session.number}/transcript/" in told(f"{page}transcript/")["html"]
    assert f"/entries/{seq}/" in told(f"{page}#e{seq}")["html"]
    assert f"/entries/{seq}/" in told(f"{page}transcript/#e{seq}")["html"]
    case = casework.received()
    assert "/embed/sessions/" in told(f"{SITE}/cases/{case.number}/")["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://evil.example/sessions/{n}/",
        "http://localhost:8000@evil.example/sessions/{n}/",
        "http://evil@localhost:8000/sessions/{n}/",
        "http://localhost:8000.evil.example/sessions/{n}/",
        "http://localhost:9/sessions/{n}/",
        "http://localhost:8000x/sessions/{n}/",
        "//localhost:8000/sessions/{n}/",
        "/sessions/{n}/",
        "ftp://localhost:8000/sessions/{n}/",
        "file:///sessions/{n}/",
        "http://localhost:8000//evil.example/sessions/{n}/",
        "http://localhost:8000/sessions/{n}/../../office/",
        "http://localhost:8000/sessions/{n}/%2e%2e/",
        "http://localhost:8000/sessions/{n}/console/",
        "http://localhost:8000/sessions/{n}/\x00",
        "http://localhost:8000/sessions/999/",
        "http://localhost:8000/sessions/{n}/#e999999",
        "http://localhost:8000/office/",
        "http://localhost:8000/",
        "http://[::1/sessions/{n}/",
        "http://localhost:8000/" + "a" * 600,
    ],
)
def test_what_is_no_page_of_ours_is_not_found(url: str) -> None:
    session = cast.make_session()
    assert ask(url.replace("{n}", str(session.number))).status_code == 404


def test_what_is_private_is_answered_like_what_does_not_exist() -> None:
    planned = cast.make_session("draft")
    tried = rehearsing.begin(cast.make_session("announced"), by=SYSTEM)
    for number in (planned.number, tried.number, 999, 1_000_000_007):
        answer = ask(f"{SITE}/sessions/{number}/")
        assert (answer.status_code, answer.content) == (404, b"")


def test_another_format_is_not_implemented() -> None:
    assert ask(f"{SITE}/sessions/1/", format="yaml").status_code == 501


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("300", 300),
        ("100000", 640),
        ("9" * 5000, 640),
        ("0", 200),
        ("-5", 640),
        ("1e9", 640),
        ("", 640),
        ("٣٠٠", 640),
        ('300" onload="x', 640),
    ],
)
def test_a_frame_is_no_wider_than_there_is_room_and_no_nonsense_gets_in(
    asked: str, width: int
) -> None:
    session = cast.make_session()
    known = told(f"{SITE}/sessions/{session.number}/", maxwidth=asked, maxheight=asked)
    assert known["width"] == width
    assert f'width="{width}"' in known["html"]


def test_the_pages_themselves_say_where_to_ask() -> None:
    session = cast.make_session()
    page = Client().get(f"/sessions/{session.number}/").content.decode()
    for kind in ("application/json+oembed", "text/xml+oembed"):
        assert f'<link rel="alternate" type="{kind}" href="{SITE}/oembed?url=' in page
    case = casework.received()
    assert "json+oembed" in Client().get(f"/cases/{case.number}/").content.decode()
