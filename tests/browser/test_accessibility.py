"""No page breaks a rule of WCAG 2.2 AA that a machine can check, in any dress."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import beyond_axe, pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew
from tests.browser.places import IN_BOTH_LANGUAGES

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
RUN = "(options) => axe.run(document, options).then(({ violations }) => violations)"
# In other colours only colours can go wrong.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def broken(page: Page, options: dict[str, Any]) -> list[str]:
    """Return the rules this page breaks, with where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    results = page.evaluate(RUN, options)
    return [f"{rule['id']}: {node['target']}" for rule in results for node in rule["nodes"]]


def broken_in_light_and_dark(page: Page) -> list[str]:
    """Return what is broken in light colours, and which colours are wrong in dark ones."""
    found = broken(page, EVERYTHING)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    return found + [f"dark {each}" for each in broken(page, COLOURS)]


def test_what_is_broken_is_noticed(visitor: SomeoneNew) -> None:
    page = visitor().goes_to("/sign-in/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert broken(page, EVERYTHING) == ["image-alt: ['img']"]


@pytest.mark.parametrize("name", BY_NAME)
def test_a_page_is_open_to_everyone_in_chinese(
    furnished: dict[str, str], visitor: SomeoneNew, name: str
) -> None:
    place = BY_NAME[name]
    page = pages.opened(visitor(place.role, locale="zh-CN", has_touch=True), place, furnished)
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    if place.bare:
        assert [*broken(page, EVERYTHING), *beyond_axe.without_switches(page)] == []
        return
    assert broken_in_light_and_dark(page) == []
    page.emulate_media(color_scheme="light")
    assert beyond_axe.everything(page) == []


@pytest.mark.parametrize("name", IN_BOTH_LANGUAGES)
def test_a_page_is_open_to_everyone_in_english(
    furnished: dict[str, str], visitor: SomeoneNew, name: str
) -> None:
    place = BY_NAME[name]
    page = pages.opened(visitor(place.role), place, furnished)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert broken(page, EVERYTHING) == []
    assert [*beyond_axe.in_small_windows(page), *beyond_axe.in_a_foreign_language(page)] == []


def test_every_page_has_a_title_of_its_own(furnished: dict[str, str], visitor: SomeoneNew) -> None:
    titles: dict[str, list[str]] = {}
    for name in IN_BOTH_LANGUAGES:
        place = BY_NAME[name]
        answer = visitor(place.role).page.request.get(place.path.format(**furnished))
        title = re.search("<title>(.*)</title>", answer.text())
        titles.setdefault(title[1] if title else "", []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_the_live_page_on_a_phone_in_large_print_is_open_to_everyone(
    furnished: dict[str, str], someone: SomeoneNew
) -> None:
    # A stranger: on an account it would be found by everyone who plays that part.
    phone = someone(viewport={"width": 390, "height": 844})
    page = pages.opened(phone, BY_NAME["sign-in"], furnished)
    page.get_by_role("button", name="Large print").click()
    page.goto(BY_NAME["live"].path.format(**furnished))
    for part in ("Transcript", "Questions", "Mine", "Ask"):
        steps.look_at(page, part)
        assert broken(page, EVERYTHING) == [], part


def test_what_opens_on_the_live_page_is_open_to_everyone(
    furnished: dict[str, str], visitor: SomeoneNew
) -> None:
    page = pages.opened(visitor(), BY_NAME["live"], furnished)
    steps.support(page, pages.QUESTIONS[1])
    expect(page.get_by_role("dialog", name="Every person counts once")).to_be_visible()
    assert broken_in_light_and_dark(page) == []


@pytest.mark.parametrize("key", ["e", "d", "?"])
def test_what_opens_on_the_desk_is_open_to_everyone(
    furnished: dict[str, str], visitor: SomeoneNew, key: str
) -> None:
    page = pages.opened(visitor("moderator"), BY_NAME["desk"], furnished)
    expect(page.locator("[data-acts]")).to_be_visible()
    page.keyboard.press(key)
    expect(
        page.locator("[data-edit], [data-decline], dialog").locator("visible=true")
    ).to_have_count(1)
    assert broken_in_light_and_dark(page) == []
