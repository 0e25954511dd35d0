"""A newcomer comes in by telephone; the pages of the door by keyboard, and for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_accessibility import EVERYTHING, broken, broken_in_light_and_dark

_numbers = iter(range(100, 1000))


def new_number() -> str:
    """Return a number that nobody has signed up with yet."""
    return f"13800000{next(_numbers)}"


def code(site: Site, number: str) -> str:
    """Return the code that was sent to a number last: the site prints its messages."""
    sent = re.findall(rf"^SMS \+86{number} \D*(\d{{6}})", site.log_of_web.read_text(), re.MULTILINE)
    assert sent, f"nothing was sent to {number}"
    return str(sent[-1])


def sign_up(site: Site, page: Page, number: str, name: str, password: str = "") -> None:
    """Go from the first form to the inside."""
    page.get_by_role("textbox", name="Mobile number").fill(number)
    page.get_by_role("textbox", name="Name shown to the public").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    page.get_by_role("textbox", name="Code").fill(code(site, number))
    page.get_by_role("button", name="Confirm the number").click()


def test_a_newcomer_signs_up_asks_leaves_and_comes_back_by_a_code(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    phone = new_number()
    page = someone().goes_to(f"/sign-up/?next=/sessions/{number}/")
    sign_up(site, page, phone, "枫林晚")
    expect(page).to_have_url(f"{site.address}/sessions/{number}/")
    steps.ask(page, "枫林路什么时候修?")
    expect(steps.own(page, "枫林路什么时候修?")).to_be_attached()
    expect(page.locator("[data-me] b")).to_have_text("枫林晚")

    page.goto("/me/account/")
    expect(page.get_by_role("main")).to_contain_text(f"138****0{phone[-3:]}")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    page.get_by_role("link", name="With a code").click()
    page.get_by_role("textbox", name="Mobile number or e-mail").fill(phone)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("main")).to_contain_text(f"138 0000 0{phone[-3:]}")
    page.get_by_role("textbox", name="Code").fill(code(site, phone))
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-me] b")).to_have_text("枫林晚")
    page.goto("/me/")
    expect(page.get_by_role("main")).to_contain_text("枫林路什么时候修?")


def press_to(page: Page, target: Callable[[], bool], key: str = "Tab") -> None:
    """Press until what is wanted has the focus."""
    for _stop in range(60):
        page.keyboard.press(key)
        if target():
            return
    raise AssertionError("it is not reached by keyboard")


def focused(page: Page, selector: str) -> Callable[[], bool]:
    """Return a question: has this the focus?"""
    return lambda: bool(page.evaluate("it => document.activeElement?.matches(it)", selector))


def test_signing_up_needs_no_mouse(site: Site, someone: SomeoneNew) -> None:
    phone = new_number()
    page = someone().goes_to("/sign-up/")
    press_to(page, focused(page, "#id_phone"))
    page.keyboard.type(phone)
    press_to(page, focused(page, "#id_pseudonym"))
    page.keyboard.type("键盘手")
    press_to(page, focused(page, "#id_agreed"))
    page.keyboard.press("Space")
    press_to(page, focused(page, "button.primary"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    press_to(page, focused(page, "#id_code"))
    page.keyboard.type(code(site, phone))
    page.keyboard.press("Enter")
    expect(page.locator("[data-me] b")).to_have_text("键盘手")


def test_a_wrong_code_is_said_and_another_can_be_asked_for(site: Site, someone: SomeoneNew) -> None:
    newcomer = someone()
    newcomer.expects("status of 429")
    page = newcomer.goes_to("/sign-up/")
    phone = new_number()
    page.get_by_role("textbox", name="Mobile number").fill(phone)
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Go on").click()
    wrong = "000000" if code(site, phone) != "000000" else "111111"
    page.get_by_role("textbox", name="Code").fill(wrong)
    page.get_by_role("button", name="Confirm the number").click()
    expect(page.locator("#id_code_error")).to_have_text(
        "This is not the code we sent. Please look again."
    )
    page.get_by_role("button", name="Send another code").click()
    expect(page.get_by_role("main")).to_contain_text("Please wait half a minute.")
    page.get_by_role("textbox", name="Code").fill(code(site, phone))
    page.get_by_role("button", name="Confirm the number").click()
    expect(page.locator("[data-me] b")).to_contain_text("Netizen")


OUTSIDE = ("/sign-in/code/", "/sign-in/forgotten/", "/sign-in/inactive/", "/sign-up/?by=email")
INSIDE = ("", "name/", "phone/", "email/", "password/new/")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_page_of_the_door_is_open_to_everyone(someone: SomeoneNew, locale: str) -> None:
    page = someone(locale=locale).page
    for path in OUTSIDE:
        page.goto(path)
        assert broken_in_light_and_dark(page) == [], path


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_page_of_an_account_is_open_to_everyone(
    site: Site, someone: SomeoneNew, locale: str
) -> None:
    page = someone(locale=locale).page
    phone = new_number()
    page.goto("/sign-up/")
    page.locator("#id_phone").fill(phone)
    page.locator("button.primary").click()
    assert broken(page, EVERYTHING) == [], "with an error"
    page.locator("#id_agreed").check()
    page.locator("button.primary").click()
    assert broken(page, EVERYTHING) == [], "the code"
    page.locator("#id_code").fill(code(site, phone))
    page.locator("button.primary").click()
    expect(page.locator("[data-me]")).to_be_visible()
    for path in INSIDE:
        page.goto(f"/me/account/{path}")
        assert broken_in_light_and_dark(page) == [], path


@pytest.mark.parametrize("path", [*OUTSIDE, "/sign-up/", "/sign-in/"])
def test_pages_of_the_door_fit_the_smallest_screen(someone: SomeoneNew, path: str) -> None:
    page = someone(viewport={"width": 320, "height": 640}).goes_to(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
