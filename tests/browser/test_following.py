"""A live page that is open says what is true now, also after the session has moved on."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS = "107 路能不能恢复直达医院?"


def test_the_navigation_moves_on_with_the_session(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", state="collecting")["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    here = page.locator(".site-nav [aria-current]")
    expect(here).to_have_text("Coming")
    site.hands("begin", number=number)
    expect(here).to_have_text("Live")
    site.hands("end", number=number)
    expect(here).to_have_text("Transcripts")


def test_a_pause_puts_the_question_of_the_moment_on_hold(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS], taken_up=True)["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    place = steps.question(page, BUS)
    expect(place.locator(".chip:visible")).to_have_text("Now answering")
    site.hands("pause", number=number, note="五分钟后继续")
    expect(page.locator("[data-when=paused]").locator("visible=true")).to_contain_text("五分钟后")
    expect(place.locator(".chip:visible")).to_have_text("On hold")
    expect(page.get_by_text("Now answering").locator("visible=true")).to_have_count(0)


def test_a_guest_without_a_name_is_called_a_guest_in_the_list(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    question = site.hands("publish", number=number, text=BUS, name="")
    site.hands("take_up", number=number, question=question)
    expect(steps.question(page, BUS).locator("[data-slot=name]")).to_have_text("Guest")
    expect(page.locator("[data-slot=now-name]")).to_have_text("Guest")
    expect(page.locator("li.asked [data-slot=name]")).to_have_text("Guest asks")
