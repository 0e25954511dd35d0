"""Who may ask, and how soon again: said before one types, refused in words, nothing lost."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"


def test_whoever_must_verify_first_is_told_before_typing_and_asks_afterwards(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", asking="real")["number"]
    site.hands("known", role="netizen", level="none")
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    expect(page.locator("#ask")).to_contain_text("Here people ask whose real name is verified")
    verify = page.locator("#ask").get_by_role("link", name="Verify my name")
    expect(verify).to_have_attribute("href", re.compile(rf"\?next=/sessions/{number}/$"))
    expect(page.get_by_role("button", name="Send the question")).to_be_hidden()
    steps.write(page, BUS)
    site.hands("known", role="netizen", level="real")
    page.reload()
    steps.follow(page)
    expect(page.locator("#ask-text")).to_have_value(BUS)
    expect(verify).to_be_hidden()
    steps.send(page)
    expect(steps.toast(page, "Received as no. 1")).to_be_visible()
    site.hands("known", role="netizen", level="none")


def test_whoever_loses_the_level_meanwhile_gets_the_words_back(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", asking="phone")["number"]
    site.hands("known", role="netizen", level="phone")
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    steps.follow(page)
    # All that the page asks for at the start still says that one may ask.
    page.wait_for_load_state("networkidle")
    steps.write(page, BUS)
    site.hands("known", role="netizen", level="none")
    steps.send(page)
    expect(page.locator("#ask-error")).to_contain_text("whose telephone is verified")
    expect(page.locator("#ask-text")).to_have_value(BUS)
    assert site.hands("texts", number=number) == []


def test_slow_mode_counts_down_keeps_the_words_and_lets_them_go_when_it_is_time(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", slow_seconds=7)["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    expect(page.locator("#ask-next")).to_contain_text("7 seconds between two questions")
    steps.ask(page, BUS)
    waiting = page.locator("#ask [data-slot=wait-words]")
    expect(waiting).to_have_text(re.compile(r"You can ask again in \d+ seconds"))
    steps.write(page, SIGNAL)
    page.locator("#ask-text").press("Control+Enter")
    expect(page.locator("#ask-error")).to_contain_text("What you wrote is kept")
    expect(page.locator("#ask-text")).to_have_value(SIGNAL)
    expect(waiting).to_have_text(re.compile(r"in [1-9] seconds?"))
    expect(waiting).to_be_hidden()
    expect(page.locator("#ask-error")).to_be_hidden()
    steps.send(page)
    expect(steps.toast(page, "Received as no. 2")).to_be_visible()
    assert site.hands("texts", number=number) == [BUS, SIGNAL]


def test_a_second_window_learns_of_the_wait_from_the_refusal_and_sends_nothing_again(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", slow_seconds=3600)["number"]
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    other = netizen.context.new_page()
    other.goto(f"/sessions/{number}/")
    steps.follow(other)
    steps.write(other, SIGNAL)
    steps.ask(page, BUS)
    steps.send(other)
    expect(other.locator("#ask-error")).to_contain_text("There is a pause between two questions")
    expect(other.locator("#ask-text")).to_have_value(SIGNAL)
    page.reload()
    for window in (page, other):
        waiting = window.locator("#ask [data-slot=wait-words]")
        expect(waiting).to_have_text(re.compile(r"in 3[56]\d\d seconds"))
    unsent = "Object.keys(localStorage).filter((key) => key.startsWith('huiyin.outbox.'))"
    assert other.evaluate(unsent) == []
    assert site.hands("texts", number=number) == [BUS]
