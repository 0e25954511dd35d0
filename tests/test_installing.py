"""Huiyin as an app: its manifest, its worker, and the page for when there is no network."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client
from django.urls import resolve
from PIL import Image

from frontend.installing import manifest, worker

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-CN"}


@pytest.mark.parametrize(("query", "lang"), [("", "zh-hans"), ("?lang=en", "en")])
def test_the_manifest_is_in_the_language_it_is_asked_in(
    client: Client, query: str, lang: str
) -> None:
    answer = client.get(f"/manifest.webmanifest{query}", headers=ENGLISH)
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer["Cache-Control"] == "public, max-age=3600"
    told = json.loads(answer.content)
    assert (told["lang"], told["id"], told["display"]) == (lang, "/", "standalone")
    assert told["short_name"] == {"en": "Huiyin", "zh-hans": "回音"}[lang]


def test_its_icons_are_there_in_the_sizes_it_names_and_can_be_cut_round() -> None:
    uses = set()
    for name, size, use in manifest.ICONS:
        with Image.open(str(finders.find(f"img/{name}.png"))) as picture:
            assert picture.size == (size, size)
            # What is cut to a circle must not have corners of its own.
            assert (picture.mode == "RGB") is (use == "maskable")
        uses.add((size, use))
    assert uses == {(192, "any"), (512, "any"), (192, "maskable"), (512, "maskable")}


def test_its_shortcuts_lead_to_pages(client: Client) -> None:
    told: dict[str, Any] = json.loads(client.get("/manifest.webmanifest").content)
    assert len(told["shortcuts"]) == 4
    for way in told["shortcuts"]:
        assert resolve(re.split(r"[?#]", way["url"])[0]).url_name


@pytest.mark.django_db
def test_every_page_names_the_manifest_in_its_own_language(client: Client) -> None:
    for headers, lang in ((ENGLISH, "en"), (CHINESE, "zh-hans")):
        page = client.get("/receipt/", headers=headers).content.decode()
        assert f'<link rel="manifest" href="/manifest.webmanifest?lang={lang}">' in page
        assert 'rel="apple-touch-icon"' in page


def test_the_worker_keeps_files_under_the_version_of_them_all(client: Client) -> None:
    answer = client.get("/service-worker.js")
    told = json.loads(re.findall(r"self\.HUIYIN = (\{.*\});", answer.content.decode())[0])
    assert told["version"]
    assert told["shell"] == [static(name) for name in worker.SHELL]
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in told["shell"])
    again = client.get("/service-worker.js", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")


@pytest.mark.django_db
def test_the_offline_page_speaks_both_languages_and_is_everybodys(client: Client) -> None:
    answer = client.get("/offline/", headers=ENGLISH)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert '<div lang="zh-hans">' in page
    assert '<div lang="en">' in page
    assert "Nothing is lost" in page
    assert "data-me" not in page
