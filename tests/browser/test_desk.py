"""The moderator's desk as one person sees it: figures that follow one's own hand at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import Person, SomeoneNew
from tests.browser.site import Site

TEXTS = ("107 路能不能恢复直达医院?", "枫林路口的信号灯太短", "站台能加遮雨棚吗?")


def opened_desk(site: Site, moderator: Person) -> Page:
    """Open the desk of a session with three held questions, and stop its list from being read
    again: what it shows from now on, it knows by itself or was told.
    """
    number = site.hands("session")["number"]
    for text in TEXTS:
        site.hands("ask", number=number, text=text)
    page = moderator.goes_to(f"/sessions/{number}/desk/")
    expect(page.get_by_role("option")).to_have_count(3)
    page.route("**/desk/queue?*", lambda route: _stale(route))
    return page


def _stale(route: Route) -> None:
    """Never answer: the list on the page stays as it was."""


def test_the_count_of_ones_own_claims_follows_ones_own_hand(
    site: Site, someone: SomeoneNew
) -> None:
    page = opened_desk(site, someone("moderator"))
    mine = page.locator("[data-count=mine]")
    expect(mine).to_have_text("0")
    page.keyboard.press("Enter")
    expect(mine).to_have_text("1")
    page.keyboard.press("Escape")
    expect(mine).to_have_text("0")
    page.keyboard.press("Enter")
    expect(mine).to_have_text("1")
    # Whoever works by claims gets the next one claimed with every decision.
    page.keyboard.press("a")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.locator("[data-claim]")).to_contain_text("Claimed by you")
    expect(mine).to_have_text("1")
    page.keyboard.press("Escape")
    expect(mine).to_have_text("0")


def test_what_the_list_brings_is_not_counted_twice(site: Site, someone: SomeoneNew) -> None:
    page = opened_desk(site, someone("moderator"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-count=mine]")).to_have_text("1")
    page.unroute("**/desk/queue?*")
    page.reload()
    steps.follow(page)
    expect(page.locator("[data-count=mine]")).to_have_text("1")
    page.locator("[data-filter=mine]").click()
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.locator("[data-count=mine]")).to_have_text("1")


# The left edges of what one reads down a narrow page: the mark, a pill, the field, a question.
EDGES = """() => [".logo", ".filters .pick", ".find .input", ".q-row > p"].map((selector) =>
  Math.round(document.querySelector(selector).getBoundingClientRect().left))"""
# How far down the figures of the bar stand: one line, or more.
LINES = """() => [...new Set([...document.querySelectorAll(".staff-numbers dd")]
  .filter((figure) => figure.checkVisibility())
  .map((figure) => Math.round(figure.getBoundingClientRect().top)))]"""


def test_on_a_phone_everything_begins_at_one_edge(
    furnished: dict[str, str], visitor: SomeoneNew
) -> None:
    person = visitor("moderator", viewport={"width": 390, "height": 844})
    page = pages.opened(person, BY_NAME["desk"], furnished)
    assert set(page.evaluate(EDGES)) == {16}


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("name", ["desk", "console"])
def test_on_a_phone_the_figures_take_one_line(
    furnished: dict[str, str], visitor: SomeoneNew, name: str, language: str
) -> None:
    place = BY_NAME[name]
    person = visitor(place.role, locale=language, viewport={"width": 390, "height": 844})
    page = pages.opened(person, place, furnished)
    assert len(page.evaluate(LINES)) == 1
