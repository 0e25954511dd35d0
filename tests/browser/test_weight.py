"""A session page works on an old phone over a slow network: little to load, nothing that jumps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import pages, steps
from tests.browser.pages import BY_NAME, QUESTIONS
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

MOST_BYTES = 100_000
MOST_SHIFT = 0.05
# More questions than a list shows at first, and changes of the page that one event may make.
MANY, MOST_TOUCHED = 66, 30
# Scripts of what a visitor without a name and a desk, who has tapped nothing yet, does not have.
FOR_FEW = {"aloud_reader", "desks", "dialog", "mine", "own_news", "picture", "typing", "unsent"}
OURS = {"Document", "Stylesheet", "Script"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Whatever the public opens, also on another site or on a wall.
LIGHT = (
    "/",
    "/sessions/{live}/",
    "/sessions/{live}/screen/",
    "/sessions/{sealed}/transcript/",
    "/cases/{case}/",
    "/embed/sessions/{live}/",
)
# Counted as the web vital is: what moves within half a second of a person's act is expected.
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""


def names_of(paths: Iterable[str]) -> set[str]:
    """Return the names of scripts, without the fingerprints."""
    return {PurePosixPath(path).name.split(".")[0] for path in paths if path.endswith(".js")}


def weigh(context: BrowserContext, page: Page) -> dict[str, int]:
    """Count, from now on, the bytes of our own HTML, CSS and JS as they come over the wire."""
    line = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    bytes_of: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        if event["type"] in OURS:
            kinds[event["requestId"]] = urlsplit(event["response"]["url"]).path

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in kinds:
            bytes_of[kinds[event["requestId"]]] = int(event["encodedDataLength"])

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    line.send("Network.enable")
    return bytes_of


@pytest.mark.parametrize("path", LIGHT)
def test_a_page_weighs_little(furnished: dict[str, str], someone: SomeoneNew, path: str) -> None:
    viewer = someone(locale="zh-CN", **PHONE)
    bytes_of = weigh(viewer.context, viewer.page)
    viewer.goes_to(path.format(**furnished)).wait_for_load_state("networkidle")
    assert len(bytes_of) > 5
    assert sum(bytes_of.values()) <= MOST_BYTES, bytes_of


def test_a_lively_session_weighs_little_too_and_what_few_need_comes_when_it_is_needed(
    site: Site, someone: SomeoneNew
) -> None:
    """Where it hurts: every answer's head counts, as over HTTP/1.1, with a poll and all else."""
    number = site.hands("session")["number"]
    asked = site.hands("enliven", number=number)
    viewer = someone(locale="zh-CN", **PHONE)
    bytes_of = weigh(viewer.context, viewer.page)
    page = viewer.goes_to(f"/sessions/{number}/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-questions] > li").count() > asked / 2
    for part in ("[data-entries] > li.promised", "[data-pins] > li", "[data-ballot] input"):
        assert page.locator(part).count() > 1, part
    assert page.locator("[data-slot=n-thanks]").first.text_content() == "2"
    assert sum(bytes_of.values()) <= MOST_BYTES, bytes_of
    assert names_of(bytes_of) & FOR_FEW == set()


def test_nothing_moves_while_the_pages_load(furnished: dict[str, str], someone: SomeoneNew) -> None:
    for options in ({}, PHONE):
        viewer = someone(**options)
        viewer.context.add_init_script(SHIFTS)
        for name in ("home", "live", "transcript", "case", "sign-in"):
            page = pages.opened(viewer, BY_NAME[name], furnished)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.shifted") <= MOST_SHIFT, name


# Which question's row was touched, for each change of the page; 0 for what is not in the list.
TOUCHED = """() => {
  window.touched = [];
  const row = (node) => node.closest?.("[data-questions] > li") ?? node.parentElement?.closest("[data-questions] > li");
  new MutationObserver((changes) => {
    for (const { target } of changes) window.touched.push(Number(row(target)?.dataset.key ?? 0));
  }).observe(document.querySelector("main"), { subtree: true, childList: true, attributes: true, characterData: true });
}"""
LIST_ALL = """() => {
  const more = document.querySelector("[data-more]");
  while (!more.hidden) more.click();
  return document.querySelectorAll("[data-questions] > li").length;
}"""


def touched(page: Page) -> list[int]:
    """Return what has been touched since this was asked last."""
    found: list[int] = page.evaluate("window.touched.splice(0)")
    return found


def test_news_touches_only_what_it_is_about_however_long_the_list(
    site: Site, someone: SomeoneNew
) -> None:
    texts = [f"第 {n} 个问题:{QUESTIONS[0]}" for n in range(1, MANY + 1)]
    number = site.hands("session", questions=texts)["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    assert page.evaluate(LIST_ALL) == MANY
    page.evaluate(TOUCHED)

    site.hands("say", number=number, texts=["欢迎大家"])
    expect(page.locator("li.said").last).to_contain_text("欢迎大家")
    said = touched(page)
    assert 0 < len(said) <= MOST_TOUCHED, said
    assert set(said) == {0}
    site.hands("publish", number=number, text="再来一个新问题,能不能增加班次?")
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    told = touched(page)
    assert 0 < len(told) <= MOST_TOUCHED, told
    assert set(told) == {0}
    steps.support(page, texts[MANY - 1])
    expect(steps.total(page, texts[MANY - 1])).to_have_text("1")
    assert set(touched(page)) <= {0, MANY}


def test_news_does_not_move_what_is_being_read(site: Site, someone: SomeoneNew) -> None:
    made = site.hands("session", questions=QUESTIONS, answered=1)
    number = made["number"]
    viewer = someone()
    viewer.context.add_init_script(SHIFTS)
    page = viewer.goes_to(f"/sessions/{number}/")
    page.wait_for_load_state("networkidle")
    before = page.evaluate("window.shifted")
    site.hands("publish", number=number, text="再来一个新问题,能不能增加班次?")
    site.hands("say", number=number, texts=["欢迎大家", "我们继续"])
    expect(page.locator("li.said").last).to_contain_text("我们继续")
    expect(page.get_by_role("button", name="1 new")).to_be_visible()
    expect(steps.question(page, "再来一个新问题")).to_have_count(0)
    assert page.evaluate("window.shifted") - before <= MOST_SHIFT
