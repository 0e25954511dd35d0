"""What only some pages have to fit into a narrow screen; every page: test_accessibility."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import beyond_axe, pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_keys import sign_in

NARROW = {"width": 320, "height": 640}
# Nothing of it has to be scrolled to, and nothing is cut.
WITHIN = "(it) => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight + 1"
LINES = """(it) => {
  const range = document.createRange();
  range.selectNodeContents(it);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}"""
# What the root says when there is something to paint for the first time.
BEFORE_PAINT = """new MutationObserver(() => {
  if (document.body && !("atFirst" in window)) window.atFirst = document.documentElement.dataset.theme;
}).observe(document, { childList: true, subtree: true })"""


def looks(page: Page, theme: str, elder: str | None) -> None:
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", theme)
    assert root.get_attribute("data-elder") == elder


def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways to be read."""
    assert beyond_axe.ask(page, "wide") == []


def test_every_part_of_the_live_page_fits_a_phone(
    furnished: dict[str, str], someone: SomeoneNew
) -> None:
    page = pages.opened(someone("netizen", viewport=NARROW), BY_NAME["sign-in"], furnished)
    page.goto(BY_NAME["live"].path.format(**furnished))
    for part in ("Transcript", "Questions", "Mine", "Ask"):
        steps.look_at(page, part)
        fits(page)


@pytest.mark.parametrize("beside", [["何敏"], ["何敏", *(f"副局长{n}" for n in range(5))]])
def test_in_large_print_nobody_who_answers_is_cut_off(
    site: Site, someone: SomeoneNew, beside: list[str]
) -> None:
    number = site.hands("session", beside=beside)["number"]
    page = someone(locale="zh-CN", viewport=NARROW).goes_to("/")
    page.evaluate("localStorage.setItem('huiyin.elder', 'on')")
    page.goto(f"/sessions/{number}/")
    for width in (320, 390, 640):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.locator(".guests").evaluate(WITHIN) is True
        assert page.locator(".guest").evaluate_all(
            "(all) => all.every((each) => each.getBoundingClientRect().right <= innerWidth)"
        )


def test_in_large_print_the_home_page_cuts_no_summary(site: Site, someone: SomeoneNew) -> None:
    site.hands("session", summary="公交线路怎么调、末班车几点、小区停车怎么办,局长在线回答。" * 3)
    page = someone(locale="zh-CN", viewport=NARROW).goes_to("/")
    page.evaluate("localStorage.setItem('huiyin.elder', 'on')")
    page.reload()
    assert page.locator(".hero-main .lede").evaluate(WITHIN) is True


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_in_large_print_no_tab_is_out_of_sight(
    furnished: dict[str, str], visitor: SomeoneNew, language: str
) -> None:
    page = pages.opened(visitor(locale=language, viewport=NARROW), BY_NAME["cases"], furnished)
    page.evaluate("document.documentElement.setAttribute('data-elder', 'on')")
    assert page.locator(".list-tabs").evaluate(WITHIN) is True


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_mark_of_a_sealed_record_stays_in_one_line(
    furnished: dict[str, str], visitor: SomeoneNew, language: str
) -> None:
    page = pages.opened(visitor(locale=language), BY_NAME["transcript"], furnished)
    for elder in (False, True):
        page.evaluate(
            f"document.documentElement.toggleAttribute('data-elder', {str(elder).lower()})"
        )
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.locator(".sealed").evaluate(LINES) == 1, (elder, width)
            assert page.locator(".sealed").evaluate(WITHIN) is True


def test_the_language_is_switched_and_remembered(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen", locale="zh-CN")
    netizen.expects("status of 422")
    page = netizen.goes_to(f"/sessions/{number}/")
    expect(page.get_by_role("button", name="提交问题")).to_be_visible()
    page.locator("#ask-text").fill("公交?")
    page.get_by_role("button", name="提交问题").click()
    expect(page.locator("#ask-error")).to_contain_text("请至少写 5 个字")
    page.get_by_role("button", name="English").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(f"{site.address}/sessions/{number}/")
    expect(page.locator("#ask-text")).to_have_value("公交?")
    steps.send(page)
    expect(page.locator("#ask-error")).to_contain_text("Please write at least 5 characters.")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_colours_and_large_print_are_remembered(someone: SomeoneNew) -> None:
    page = someone().goes_to("/")
    page.get_by_role("button", name="Dark colours").first.click()
    page.get_by_role("button", name="Large print").click()
    page.goto("/sign-in/")
    looks(page, theme="dark", elder="on")
    page.get_by_role("button", name="Large print").click()
    page.reload()
    looks(page, theme="dark", elder=None)


def test_colours_and_large_print_are_found_on_another_device(
    site: Site, someone: SomeoneNew
) -> None:
    site.hands("colleague", username="tang")
    one, other = someone().page, someone().page
    one.goto("/sign-in/")
    one.get_by_role("button", name="Dark colours").first.click()
    # The account has no looks yet: it takes what was chosen here before signing in.
    with one.expect_response("**/me/looks/"):
        sign_in(one, "tang")
    other.add_init_script(BEFORE_PAINT)
    sign_in(other, "tang")
    looks(other, theme="dark", elder=None)
    assert other.evaluate("window.atFirst") == "dark"
    with other.expect_response("**/me/looks/"):
        other.get_by_role("button", name="Large print").click()
    one.goto("/sign-in/")
    one.get_by_role("button", name="Sign out").click()
    expect(one.get_by_role("link", name="Sign in")).to_be_visible()
    looks(one, theme="dark", elder=None)
    sign_in(one, "tang")
    looks(one, theme="dark", elder="on")
    one.goto("/sign-in/")
    one.get_by_role("button", name="Sign out").click()
    expect(one.get_by_role("link", name="Sign in")).to_be_visible()
    one.get_by_role("button", name="Large print").click()
    sign_in(one, "tang")
    # Now it has: what anybody chose here stays here, and what the account says is said elsewhere.
    looks(one, theme="dark", elder=None)
    third = someone().page
    sign_in(third, "tang")
    looks(third, theme="dark", elder="on")
