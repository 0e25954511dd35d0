"""One click in the demo, and nothing left behind for whoever uses the browser next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

PLACES = {"netizen": "", "moderator": "desk/", "host": "host/", "leader": "console/"}


@pytest.mark.parametrize("role", PLACES)
def test_one_click_leads_to_the_place_of_that_role(
    site: Site, someone: SomeoneNew, role: str
) -> None:
    number = site.hands("session")["number"]
    person = someone().signs_in_as(role)
    expect(person.page).to_have_url(f"{site.address}/sessions/{number}/{PLACES[role]}")


def test_who_may_not_work_at_a_desk_is_told_so(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    netizen.expects("status of 40[134]")
    for part in ("desk", "console", "host"):
        page = netizen.goes_to(f"/sessions/{number}/{part}/")
        expect(page.get_by_role("main")).to_contain_text("There is nothing at this address")


DESKS: dict[str, tuple[str, ...]] = {
    "moderator": ("Moderator's desk", "desk/"),
    "host": ("Host's desk", "host/"),
    "stenographer": ("Stenographer's desk", "steno/", "Drafter's desk"),
    "leader": ("Leader's console", "console/"),
}


@pytest.mark.parametrize("role", DESKS)
def test_whoever_works_here_finds_the_way_back_from_the_live_page_and_from_home(
    site: Site, someone: SomeoneNew, role: str
) -> None:
    number = site.hands("session")["number"]
    label, path, *others = DESKS[role]
    desk = f"{site.address}/sessions/{number}/{path}"
    page = someone(role).goes_to(f"/sessions/{number}/")
    way = page.get_by_role("navigation", name="Where you work").get_by_role("link")
    expect(way).to_have_text([label, *others])
    way.first.click()
    expect(page).to_have_url(desk)
    page.goto("/")
    page.get_by_role("link", name="My page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you work")
    page.locator(f"main a[href='/sessions/{number}/{path}']").click()
    expect(page).to_have_url(desk)


def test_a_netizen_is_shown_no_desk(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    expect(page.locator("[data-me] b")).to_have_text("江边骑行者")
    steps.ask(page, "网友能不能看到审核台?")
    expect(page.locator("[data-desks]")).to_be_hidden()


# --- The corner -----------------------------------------------------------------


def test_the_corner_recovers_when_the_server_did_not_answer_at_first(
    someone: SomeoneNew,
) -> None:
    netizen = someone("netizen")
    netizen.expects("status of 503", "ERR_FAILED")
    answers = iter(["abort", 503])

    def busy(route: Route) -> None:
        match next(answers, None):
            case "abort":
                route.abort()
            case int(status):
                route.fulfill(status=status)
            case None:
                route.continue_()

    netizen.page.route("**/api/v1/me/token", busy)
    page = netizen.goes_to("/cases/")
    expect(page.locator("[data-me] b")).to_have_text("江边骑行者")


def test_a_late_answer_about_a_stranger_changes_nothing(someone: SomeoneNew) -> None:
    page = someone().page
    held: list[Route] = []
    page.route("**/api/v1/me/token", lambda route: held.append(route))
    with page.expect_request("**/api/v1/me/token"):
        page.goto("/cases/")
    page.evaluate(
        """() => dispatchEvent(new CustomEvent("huiyin:identity",
          { detail: { principal: "u:1", name: "李明" } }))"""
    )
    with page.expect_response("**/api/v1/me/token"):
        held[0].fulfill(json={"token": None, "principal": None, "name": "", "expires_in": 600})
    expect(page.locator("[data-me] b")).to_have_text("李明")
    page.reload()
    expect(page.locator("[data-me] b")).to_have_text("李明")


def test_who_signs_in_in_one_tab_is_known_in_the_others(site: Site, someone: SomeoneNew) -> None:
    """By name; and on a live page that was opened before, acts as who they are now."""
    number = site.hands("session", questions=["另一个标签页里能支持吗？"])["number"]
    person = someone()
    here = person.goes_to(f"/sessions/{number}/")
    expect(here.locator("[data-me]")).to_have_text("Sign in")
    there = person.context.new_page()
    there.goto("/sign-in/")
    there.locator("button[name=role][value=netizen]").click()
    expect(there.locator("[data-me] b")).to_have_text("江边骑行者")
    expect(here.locator("[data-me] b")).to_have_text("江边骑行者")
    expect(here.get_by_role("link", name="Sign in to ask")).to_be_hidden()
    steps.support(here, "另一个标签页")
    expect(steps.total(here, "另一个标签页")).to_have_text("1")
    expect(here.get_by_role("dialog")).to_have_count(0)


def take_along(page: Page, code: str) -> None:
    """Copy the receipt code, and bring its QR code onto the screen, by the keyboard alone."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    receipt = page.get_by_role("group", name="Receipt code")
    receipt.get_by_role("button", name="Copy").press("Enter")
    expect(steps.toast(page, "Copied.")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == code
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_response("**/mine/1/receipt") as answer:
        page.keyboard.press("Enter")
    assert code.replace("-", "") not in answer.value.url
    picture = receipt.get_by_role("img", name="QR code")
    steps.until(page, "() => document.querySelector('.receipt-qr img').naturalWidth > 0")
    expect(picture).to_have_css("width", "144px")


def test_a_guest_without_a_name_is_called_a_guest(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    guest = someone()
    page = guest.goes_to(f"/sessions/{number}/")
    code = steps.ask_as_guest(page, "没有留下名字的问题,能不能公开?", "")
    take_along(page, code)
    expect(page.locator("[data-me] b")).to_have_text("Guest")
    page.goto("/")
    expect(page.locator("[data-me] b")).to_have_text("Guest")
    page.goto("/me/")
    expect(page.locator("[data-me] b")).to_have_text("Guest")


def test_signing_out_leaves_nothing_behind(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    person = someone().signs_in_as("stenographer")
    page = person.goes_to(f"/sessions/{number}/")
    expect(page.locator("[data-me]")).to_have_attribute("href", "/me/")
    steps.write(page, "还没有写完的一句")
    page.goto("/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site.address}/")
    expect(page.locator("[data-me]")).to_have_text("Sign in")
    page.goto(f"/sessions/{number}/")
    expect(page.locator("#ask-text")).to_have_value("")
    expect(page.locator("[data-me]")).to_have_text(re.compile("Sign in"))


def test_one_leaves_a_desk_by_its_menu(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    person = someone().signs_in_as("stenographer")
    # What the desk was just asking for when one left is answered as to a stranger.
    person.expects("/notes: .* status of 401")
    page = person.goes_to(f"/sessions/{number}/host/")
    expect(page.locator("[data-compose]")).to_be_visible()
    page.get_by_role("textbox", name="What is said").fill("还没有记下的一句")
    page.locator("[data-menu] summary").click()
    page.get_by_role("link", name="Try another part").click()
    page.locator("button[name=role][value=host]").click()
    expect(page).to_have_url(f"{site.address}/sessions/{number}/host/")
    steps.follow(page)
    page.locator("[data-menu] summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site.address}/")
    expect(page.locator("[data-me]")).to_have_text("Sign in")
    page.goto(f"/sessions/{number}/host/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    assert page.evaluate("Object.keys(localStorage).filter((key) => /words/.test(key))") == []
