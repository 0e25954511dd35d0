"""One click in the demo, and nothing left behind for whoever uses the browser next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

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
