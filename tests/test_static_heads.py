"""What the answers to static files say about them, and what public pages weigh on the way."""

from __future__ import annotations

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client
from django.test.utils import override_settings

from accounts.principals import SYSTEM
from dialogue import moments
from sessions_app.services import rehearsing
from tests import cast

KEPT = {"Content-Type", "Cache-Control", "Content-Length", "Vary", "X-Content-Type-Options"}
PACKED = {"accept-encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("name", ["js/live/page.js", "css/base.css"])
def test_a_file_whose_name_is_its_fingerprint_says_only_what_is_about_itself(name: str) -> None:
    answer = Client(headers=PACKED).get(static(name))
    assert set(answer.headers) == KEPT | {"Content-Encoding"}
    assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_may_change_can_be_asked_about_and_loaded_by_other_sites() -> None:
    """Other sites' pages name js/frames.js as it is."""
    assert finders.find("js/frames.js")
    answer = Client().get("/static/js/frames.js")
    assert set(answer.headers) == KEPT | {"ETag", "Last-Modified", "Access-Control-Allow-Origin"}
    known = Client().get("/static/js/frames.js", headers={"if-none-match": answer["ETag"]})
    assert known.status_code == 304


@override_settings(SECURE_HSTS_SECONDS=60, SECURE_SSL_REDIRECT=True)
def test_files_too_are_only_there_by_https_where_pages_are() -> None:
    assert Client().get(static("js/live/page.js")).status_code == 301
    answer = Client().get(static("js/live/page.js"), secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=60")


@pytest.mark.django_db
def test_a_public_page_is_brotli_for_whoever_reads_that_and_the_same_page() -> None:
    session = cast.make_session()
    address = f"/sessions/{session.number}/"
    plain, packed = Client().get(address), Client(headers=PACKED).get(address)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "br"
    assert packed["Content-Length"] == str(len(packed.content))
    assert brotli.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    for etag in (packed["ETag"], plain["ETag"]):
        again = Client(headers=PACKED | {"if-none-match": etag}).get(address)
        assert (again.status_code, again.content) == (304, b"")
        assert "Accept-Encoding" in again["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "reads"),
    [
        ("br", True),
        ("gzip;q=1.0, br;q=0.5", True),
        ("br;q=0.001,gzip", True),
        ("br;q=0", False),
        ("gzip, br; q=0.0", False),
        ("zbr", False),
    ],
)
def test_brotli_is_only_for_those_who_say_they_read_it(wish: str, reads: bool) -> None:
    answer = Client(headers={"accept-encoding": wish}).get("/sessions/")
    assert (answer.headers.get("Content-Encoding") == "br") is reads


@pytest.mark.django_db
def test_what_is_not_everybodys_is_not_pressed_without_padding() -> None:
    tried = rehearsing.begin(cast.make_session("announced"), by=SYSTEM)
    host = Client(headers=PACKED)
    host.force_login(cast.person("erik"))
    for address in (f"/sessions/{tried.number}/", "/me/account/"):
        answer = host.get(address)
        assert answer.status_code == 200
        assert answer["Content-Encoding"] == "gzip"


@pytest.mark.django_db
def test_a_crowd_has_its_page_pressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments.pages, "seconds", 60.0)
    address = f"/sessions/{cast.make_session().number}/"
    first, second = (Client(headers=PACKED).get(address).content for _n in range(2))
    assert first == second
    made = [key for key in moments.pages._made if isinstance(key, tuple) and key[0] == "brotli"]
    assert len(made) == 1
