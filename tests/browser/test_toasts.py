"""Short messages never lie on what one needs next, on a telephone, a tablet or a desk's screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

SIZES = ((390, 844), (768, 1024), (1440, 900))
LONG = (
    "There is no connection at the moment. Nothing you wrote is lost: it is sent once there is one."
)
SHOW = """(text) => import("/static/js/dom.js").then(({ toast }) => { toast(text); })"""
# Whatever can be pressed or written in on the page itself and has a message above it.
COVERED = """() => {
  const boxes = [...document.querySelectorAll(".toast")].map((box) => box.getBoundingClientRect());
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [...document.querySelectorAll("main :is(button, a, input, textarea, [role=option])")]
    .filter((control) => control.checkVisibility())
    .filter((control) => boxes.some((box) => over(box, control.getBoundingClientRect())))
    .map((control) => control.innerText || control.tagName);
}"""


def nothing_is_covered(page: Page) -> None:
    expect(page.locator(".toast").first).to_be_visible()
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_leader_sees_the_next_question_beside_the_news_of_the_last(
    site: Site, someone: SomeoneNew, width: int, height: int
) -> None:
    number = site.hands("session", questions=pages.QUESTIONS, taken_up=True)["number"]
    leader = someone("leader", viewport={"width": width, "height": height})
    page = leader.goes_to(f"/sessions/{number}/console/")
    steps.begin_answer(page).fill("年底前恢复直达。")
    page.get_by_role("button", name="Publish the answer").click()
    expect(steps.toast(page, "The answer to no. 1 is public.")).to_be_visible()
    expect(page.get_by_role("button", name="Next: no. 2").locator("visible=true")).to_be_visible()
    nothing_is_covered(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", ["desk", "host"])
def test_a_long_message_leaves_the_desk_free(
    furnished: dict[str, str], visitor: SomeoneNew, name: str, width: int, height: int
) -> None:
    place = BY_NAME[name]
    person = visitor(place.role, viewport={"width": width, "height": height})
    page = pages.opened(person, place, furnished)
    page.evaluate(SHOW, LONG)
    nothing_is_covered(page)
