"""The moderator's desk as one person sees it: figures that follow one's own hand at once."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

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
    expect(page.locator("[data-count=mine]")).to_have_text("1")
    page.locator("[data-filter=mine]").click()
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.locator("[data-count=mine]")).to_have_text("1")
