"""Finding a question, asking it, hearing what becomes of it, and weighing the answer."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL, RAIN = (
    "107 路能不能恢复直达医院?",
    "枫林路口的绿灯太短",
    "How about a shelter at the stop?",
)
MOVED = """
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
NOTICED = """
  window.noticed = new Set();
  new MutationObserver(() => {
    const pin = document.querySelector("[data-pins] > li");
    const looks = [pin, pin?.parentElement].map((node) => node && getComputedStyle(node).display);
    if (pin) window.noticed.add(looks.join(" "));
  }).observe(document, { childList: true, subtree: true });
"""


def test_questions_are_found_whatever_their_spacing_and_an_empty_result_helps(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS, SIGNAL, RAIN], answered=1)["number"]
    site.hands("read_up", number=number, title="线网图", link="https://example.org/map")
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    steps.follow(page)
    search = page.get_by_role("searchbox", name="Search among the questions")
    search.fill("107路")
    expect(page.locator("[data-questions] > li")).to_have_count(1)
    expect(page.locator("[data-questions] mark")).to_have_text("107 路")
    expect(page.locator("[data-slot=found]")).to_have_text("1 of 3 questions")
    expect(page.locator("[data-announce]")).to_have_text("1 question found")
    search.fill("ＳＨＥＬＴＥＲ stop")
    expect(page.locator("[data-questions] mark")).to_have_text(["shelter", "stop"])
    search.fill("地铁")
    nothing = page.locator("[data-none=nothing-found]")
    expect(nothing).to_contain_text("No public question has these words")
    nothing.get_by_role("link", name="Ask it").click()
    expect(page.locator("#ask-text")).to_have_value("地铁")
    nothing.get_by_role("button", name="Show all questions").click()
    expect(search).to_be_focused()
    expect(page.locator("[data-questions] > li")).to_have_count(2)
    page.locator("[data-topic]").select_option(index=1)
    expect(nothing).to_be_visible()


def rate(page: Page, stars: str) -> None:
    page.get_by_role("radio", name=re.compile(rf"^{stars} ·")).last.focus()
    page.keyboard.press("Space")


def test_whoever_asked_hears_of_it_and_says_how_far_it_is_answered(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen, other = someone("netizen"), someone()
    page = netizen.goes_to(f"/sessions/{number}/")
    other.context.add_init_script(MOVED)
    watched = other.goes_to(f"/sessions/{number}/")
    for each in (page, watched):
        steps.follow(each)
    steps.ask(page, BUS)
    steps.look_at(page, "Mine")
    expect(page.get_by_role("button", name="Tell me on this device")).to_be_visible()
    site.hands("let_through", number=number, question=1)
    expect(steps.toast(page, "Your question no. 1 is public.")).to_be_visible()
    expect(steps.own(page, BUS)).to_contain_text("No question that waits has more support.")
    site.hands("answer", number=number, question=1)
    expect(steps.toast(page, "Your question no. 1 has been answered.")).to_be_visible()
    said = page.locator("[data-entries] > li.said").last
    expect(said.get_by_role("group", name="Does this answer your question?")).to_be_visible()
    said.get_by_role("button", name="Clear").click()
    expect(said.locator("[data-slot=n-clear]")).to_have_text("1")
    rate(page, "4")
    expect(said.locator("[data-slot=average]")).to_have_text("4.0")
    elsewhere = watched.locator("[data-entries] > li.said").last
    expect(elsewhere.locator("[data-slot=n-clear]")).to_have_text("1")
    expect(elsewhere.locator("[data-slot=average]")).to_have_text("4.0")
    said.get_by_role("button", name="Clear").click()
    expect(elsewhere.locator("[data-slot=n-clear]")).to_have_text("")
    site.hands("end", number=number)
    expect(elsewhere.get_by_role("button", name="Clear")).to_be_disabled()
    expect(elsewhere.locator("[data-slot=average]")).to_have_text("4.0")
    assert watched.evaluate("window.moved") <= 0.05


def test_promises_notices_and_what_is_handed_over_are_shown_and_said_once(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS, SIGNAL], taken_up=True)
    number = made["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    steps.follow(page)
    news = page.locator("[data-announce]")
    site.hands("pin", number=number, text="请一次只问一件事")
    pin = page.locator("[data-pins] > li")
    expect(pin).to_contain_text("请一次只问一件事")
    expect(news).to_have_text("Notice: 请一次只问一件事")
    site.hands("promise", number=number, question=made["questions"][0], text="月底前恢复直达")
    promised = page.locator("[data-entries] > li.promised")
    expect(promised).to_contain_text(re.compile("By .+; 公交处 does it"))
    expect(news).to_contain_text("promises: 月底前恢复直达")
    site.hands("assign", number=number, question=made["questions"][1])
    expect(steps.question(page, SIGNAL)).to_contain_text("Handed to 公交处")
    pin.get_by_role("button", name="Dismiss").click()
    expect(page.locator("[data-pins]")).to_be_hidden()
    page.add_init_script(NOTICED)
    page.reload()
    steps.follow(page)
    expect(page.locator("[data-pins]")).to_be_hidden()
    # Not even before the page's script came: it had no place from the moment it was there.
    assert page.evaluate("[...window.noticed]") == ["none none"]
    expect(promised).to_contain_text("月底前恢复直达")
