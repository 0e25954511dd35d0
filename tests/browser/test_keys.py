"""Second factors and sign-ins in a real browser: an app, a passkey, another device's end."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import cast, factors
from tests.browser import steps
from tests.browser.people import Person, SomeoneNew
from tests.browser.site import Site
from tests.browser.test_accessibility import broken_in_light_and_dark

# What a telephone or a computer with a finger sensor can do.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict(site: Site) -> Iterator[str]:
    """The address of a web process on the same data where staff need a second factor."""
    with site.another_web(HUIYIN_DEMO="0", HUIYIN_STAFF_SECOND_FACTOR="1") as address:
        yield address


def sign_in(page: Page, username: str, then: str = "/") -> None:
    page.goto(f"/sign-in/?next={then}")
    page.get_by_label("Mobile number, e-mail or user name").fill(username)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def show_password_again(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Go on").click()


def with_device(person: Person) -> Any:
    """Give somebody's browser an authenticator; return the session that speaks to it."""
    wire = person.context.new_cdp_session(person.page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return wire


def kept(page: Page) -> None:
    """Read the recovery codes, and say so."""
    expect(page.locator(".recovery .code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()


def test_a_moderator_sets_up_an_app_because_they_must_and_reaches_the_desk(
    site: Site, strict: str, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=["107 路能不能恢复直达医院?"])["number"]
    site.hands("colleague", username="wu", number=number, right="moderate")
    wu = someone(address=strict)
    wu.expects("status of 403")
    page = wu.page
    sign_in(page, "wu", f"/sessions/{number}/desk/")
    expect(page).to_have_url(re.compile("/me/account/factors/"))
    expect(page.get_by_role("note")).to_contain_text("a password alone is not enough")
    assert broken_in_light_and_dark(page) == []
    page.get_by_role("link", name="Set up the app").click()
    show_password_again(page)
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    assert broken_in_light_and_dark(page) == []
    secret = page.locator(".scan .code").inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(factors.code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    codes = page.locator(".recovery .code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_text().split() == codes
    assert broken_in_light_and_dark(page) == []
    kept(page)
    page.get_by_role("link", name="Go on to where you were").click()
    expect(page).to_have_url(f"{strict}/sessions/{number}/desk/")
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    expect(page.locator("[data-state=live], [data-connection]").first).to_be_attached()


def test_a_passkey_is_made_and_opens_the_door_as_second_factor_and_alone(
    site: Site, strict: str, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    site.hands("colleague", username="zheng", number=number, right="moderate")
    zheng = someone(address=strict)
    zheng.expects("status of 403")
    page = zheng.page
    with_device(zheng)
    sign_in(page, "zheng", f"/sessions/{number}/desk/")
    page.get_by_role("link", name="Add a passkey").click()
    show_password_again(page)
    assert broken_in_light_and_dark(page) == []
    page.get_by_label("Name").fill("Key on my desk")
    page.get_by_role("button", name="Add the passkey").click()
    kept(page)
    expect(page.locator(".factor").first).to_contain_text("Key on my desk")
    page.get_by_role("link", name="Go on to where you were").click()
    expect(page).to_have_url(f"{strict}/sessions/{number}/desk/")

    zheng.context.clear_cookies()
    sign_in(page, "zheng", f"/sessions/{number}/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("And now your second factor")
    assert broken_in_light_and_dark(page) == []
    page.get_by_role("button", name="Use the passkey").click()
    expect(page).to_have_url(f"{strict}/sessions/{number}/desk/")

    zheng.context.clear_cookies()
    page.goto(f"/sign-in/?next=/sessions/{number}/desk/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{strict}/sessions/{number}/desk/")


def test_a_passkey_of_nobody_is_refused_in_words(strict: str, someone: SomeoneNew) -> None:
    stranger = someone(address=strict)
    stranger.expects("NotAllowedError")
    with_device(stranger)
    page = stranger.goes_to("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing has changed.")


def test_ending_another_devices_sign_in_closes_its_live_page_within_five_seconds(
    site: Site, strict: str, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=["站台能加遮雨棚吗?"])["number"]
    site.hands("colleague", username="feng")
    lost, here = someone(address=strict), someone(address=strict)
    closed: list[float] = []
    lost.page.on(
        "websocket", lambda socket: socket.on("close", lambda _it: closed.append(time.monotonic()))
    )
    sign_in(lost.page, "feng", f"/sessions/{number}/")
    steps.follow(lost.page)
    expect(lost.page.locator("[data-me] b")).to_be_visible()
    sign_in(here.page, "feng", "/me/account/devices/")
    rows = here.page.locator(".devices .rows > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("this device")
    assert broken_in_light_and_dark(here.page) == []
    began = time.monotonic()
    rows.last.get_by_role("button", name="End").click()
    expect(rows).to_have_count(1)
    stranger = lost.page.get_by_role("banner").get_by_role("link", name="Sign in")
    expect(stranger).to_be_visible(timeout=5_000)
    assert closed
    assert closed[0] - began < 5
    # The page goes on for a reader; as a person it does not come back.
    lost.page.reload()
    expect(stranger).to_be_visible()
    here.page.reload()
    expect(here.page.get_by_role("heading", level=1)).to_have_text("Devices and sign-ins")


def test_the_guardians_pages_are_open_to_everyone(site: Site, someone: SomeoneNew) -> None:
    site.hands("colleague", username="han", duty="security")
    site.hands("colleague", username="yang")
    page = someone().page
    sign_in(page, "han", "/office/people/")
    page.get_by_label("User name, public name").fill("yang")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("yang")
    assert broken_in_light_and_dark(page) == []
    page.get_by_label("Reason").fill("The telephone was stolen.")
    page.get_by_role("button", name="Lock the account").click()
    expect(page.get_by_role("button", name="Open the account again")).to_be_visible()
    assert broken_in_light_and_dark(page) == []
    page.goto("/office/security/?kind=account_locked")
    expect(page.locator("table.log tbody tr")).to_have_count(1)
    assert broken_in_light_and_dark(page) == []
