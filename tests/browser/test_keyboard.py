"""Without a mouse: everything is reached in reading order, and one always sees where one is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS = "107 路能不能恢复直达医院?"
MOST_STOPS = 120
# Where something stays at an edge of a small screen, under which the focus could go.
WITH_BARS_ON_A_PHONE = ("live", "desk", "console", "host", "transcript")
# What has the focus, and whether a person can see that: a ring around it, nothing above it.
FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  const inside = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    return top && (it.contains(top) || top.contains(it) || top.closest("label")?.control === it);
  });
  return {
    id: it.id,
    name: `${it.tagName.toLowerCase()} ${it.id || it.className} ${it.innerText?.slice(0, 20) ?? ""}`,
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none",
    inside,
  };
}"""


def tab(page: Page, key: str = "Tab") -> dict[str, Any] | None:
    """Go one stop further; return what has the focus, or None at the end of the page."""
    page.keyboard.press(key)
    stop: dict[str, Any] | None = page.evaluate(FOCUS)
    return stop


def tab_to(page: Page, wanted: str) -> None:
    """Go on until the element with this id has the focus."""
    for _ in range(MOST_STOPS):
        stop = tab(page)
        assert stop is not None, f"the page ended before {wanted}"
        if stop["id"] == wanted:
            return
    raise AssertionError(f"{wanted} is too far away")


def test_a_question_is_asked_with_the_keyboard_alone(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    first = tab(page)
    assert first is not None
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "ask-text")
    page.keyboard.type("Can the 107 stop at the hospital?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send the question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps.toast(page, "Received as no. 2")).to_be_visible()


def test_support_is_given_and_taken_back_with_the_keyboard(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    button = steps.question(page, BUS).get_by_role("button", name=steps.SUPPORT)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(steps.total(page, BUS)).to_have_text("1")
    page.keyboard.press("Space")
    expect(steps.total(page, BUS)).to_have_text("0")
    expect(button).to_be_focused()


@pytest.mark.parametrize("name", WITH_BARS_ON_A_PHONE)
def test_the_focus_is_always_seen_beside_what_stays_on_a_phone(
    furnished: dict[str, str], visitor: SomeoneNew, name: str
) -> None:
    place = BY_NAME[name]
    person = visitor(place.role, viewport={"width": 390, "height": 760})
    page = pages.opened(person, place, furnished)
    stops: list[dict[str, Any]] = []
    while (stop := tab(page)) and len(stops) < MOST_STOPS:
        stops.append(stop)
    assert len(stops) > 5
    assert [stop["name"] for stop in stops if not (stop["ring"] and stop["inside"])] == []


def test_the_host_leads_the_session_with_the_keyboard(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    page = someone("host").goes_to(f"/sessions/{number}/host/")
    expect(page.locator("[data-others] > li")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator("[data-speaker=l1]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("w")
    page.keyboard.type("Good afternoon.")
    page.keyboard.press("Control+Enter")
    said = page.locator("[data-record] > li").last
    expect(said).to_contain_text("Good afternoon.")
    expect(said).to_contain_text("陈立")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
