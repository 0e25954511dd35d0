"""A room follows on the big screen: question, answer, a long text, a restart in the middle."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_restart import BACK, NOTHING_ANSWERS

BUS, LONG = "107 路能不能恢复直达医院?", "我们小区门口的公交站什么时候恢复，" * 117
# Where something would be cut off, or would make the wall scroll.
OVERFLOW = """() => [...document.querySelectorAll(".screen-face:not([hidden]) *, .screen-side *, header *, footer *")]
  .filter((node) => node.checkVisibility() && !node.closest(".flow, svg"))
  .filter((node) => { const box = node.getBoundingClientRect(); return box.right > innerWidth + 1 || box.bottom > innerHeight + 1; })
  .map((node) => node.className || node.tagName)"""


def nodes(page: Page) -> int:
    count: int = page.evaluate("document.querySelectorAll('*').length")
    return count


def fits(page: Page) -> None:
    wall = page.evaluate("[document.documentElement.scrollHeight - innerHeight]")
    assert wall == [0]
    assert page.evaluate(OVERFLOW) == []


def test_a_room_reads_question_and_answer_and_nobody_touches_the_screen(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS, LONG], max_length=2000)
    number = made["number"]
    room = someone(viewport={"width": 1920, "height": 1080})
    page = room.goes_to(f"/sessions/{number}/screen/?lang=en")
    expect(page.locator("[data-slot=viewers]")).to_be_visible()
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    host.locator("[data-others] > li").filter(has_text=BUS).get_by_role(
        "button", name="Up next"
    ).click()
    host.get_by_role("button", name="Next: no. 1").click()
    question = page.locator("[data-slot=question]")
    expect(question).to_have_text(BUS)
    expect(page.locator("[data-slot=answering]")).to_be_visible()

    leader = someone("leader").goes_to(f"/sessions/{number}/console/")
    steps.begin_answer(leader).fill("年底前**恢复**。")
    leader.get_by_role("button", name="Publish the answer").click()
    expect(page.locator("[data-slot=said] strong")).to_have_text("恢复")
    expect(page.locator("[data-slot=answered]")).to_be_visible()
    fits(page)
    before = nodes(page)

    room.expects(*NOTHING_ANSWERS)
    for person in (host, leader):
        person.close()
    page.evaluate("window.neverReloaded = true")
    site.web.kill()
    site.hands("say", number=number, texts=[f"停机时说的第 {n} 句" for n in range(1, 31)])
    expect(page.locator("[data-slot=lost]")).to_be_visible()
    site.start_web()
    expect(page.locator("[data-slot=said]")).to_have_text("停机时说的第 30 句", timeout=BACK)
    expect(page.locator("[data-slot=lost]")).to_be_hidden()

    site.hands("take_up", number=number, question=made["questions"][1])
    expect(question).to_have_text(LONG)
    expect(page.locator("[data-count=question]")).to_contain_text("1 / ")
    fits(page)
    # Thirty things later there is no more on the page than before.
    assert nodes(page) <= before
    assert page.evaluate("window.neverReloaded") is True
    assert room.page.evaluate("document.documentElement.classList.contains('still')") is True
