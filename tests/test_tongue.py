"""Which language a page speaks, and which one a text is marked with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

from frontend.tongue import of_text
from tests import cast

FIXTURE = Path(__file__).parent / "fixtures" / "tongues.json"


@pytest.mark.parametrize(("text", "lang"), json.loads(FIXTURE.read_text(encoding="utf-8")))
def test_a_text_is_marked_with_its_language_or_with_none_that_is_sure(text: str, lang: str) -> None:
    assert of_text(text) == lang
    marked = Template("{% load huiyin %}<p{{ text|lang }}></p>").render(Context({"text": text}))
    assert marked == f'<p lang="{lang}"></p>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("zh", "zh-hans"), ("zh-hans", "zh-hans"), ("EN", "en"), ("fr", "en"), ("", "en")],
)
def test_an_address_may_say_in_which_language_a_page_speaks(
    client: Client, asked: str, spoken: str
) -> None:
    client.cookies["huiyin_language"] = "en"
    address = f"/sessions/{cast.make_session().number}/"
    page = client.get(address, {"lang": asked}).content.decode()
    assert f'<html lang="{spoken}"' in page
    assert f'src="/jsi18n/of/live/?lang={spoken}"' in page


@pytest.mark.django_db
def test_the_switch_of_languages_keeps_the_address_but_for_the_language_it_asks_for(
    client: Client,
) -> None:
    page = client.get("/sessions/?when=past&lang=zh&q=公交").content.decode()
    assert 'name="next" value="/sessions/?when=past&amp;q=%E5%85%AC%E4%BA%A4"' in page
    chosen = {"next": "/sessions/?when=past", "language": "en"}
    assert client.post("/i18n/", chosen)["Location"] == "/sessions/?when=past"
    assert '<html lang="en"' in client.get("/sessions/?when=past").content.decode()
