"""Everything a netizen needs works without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"


def test_the_live_page_can_be_read(site: Site, someone: SomeoneNew) -> None:
    made = site.hands("session", questions=[BUS, SIGNAL], answered=1, taken_up=True)
    page = someone(java_script_enabled=False).goes_to(f"/sessions/{made['number']}/")
    expect(page.locator("[data-when=answering]:visible").first).to_contain_text("Now answering")
    expect(page.locator("[data-slot=now-text]")).to_have_text(SIGNAL)
    said = page.locator("li.said")
    expect(said).to_contain_text("陈立")
    expect(said.locator("strong")).to_have_text("年底前")
    expect(page.locator("[data-questions] > li")).to_have_count(1)
    expect(page.locator(".needs-js:visible, [data-status]:visible")).to_have_count(0)
    # What has been said since is one tap away.
    site.hands("say", number=made["number"], texts=["刚刚说的一句"])
    page.get_by_role("link", name="Load it again").click()
    expect(page.locator("li.said").last).to_contain_text("刚刚说的一句")


def test_ones_own_page_knows_its_reader(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    page = someone("moderator", java_script_enabled=False).goes_to("/me/")
    expect(page.locator("[data-me]")).to_have_attribute("href", "/me/")
    expect(page.locator(f"main a[href='/sessions/{number}/desk/']")).to_be_visible()


def test_a_question_can_be_supported(site: Site, someone: SomeoneNew) -> None:
    made = site.hands("session", questions=[BUS])
    page = someone("netizen", java_script_enabled=False).goes_to(f"/sessions/{made['number']}/")
    tap = page.get_by_role("button", name=steps.SUPPORT)
    tap.click()
    expect(page).to_have_url(re.compile(f"/sessions/{made['number']}/#q1$"))
    expect(page.locator("#q1 [data-slot=total]")).to_have_text("1")
    tap.click()
    expect(page.locator("#q1 [data-slot=total]")).to_have_text("1")


def test_a_guest_asks_and_finds_the_question_again(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    page = someone(java_script_enabled=False).goes_to(f"/sessions/{number}/")
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Your question").fill(BUS)
    page.get_by_label("Name shown to others").fill("散步的人")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("status")).to_contain_text("We have received your question no. 1.")
    receipt = page.locator(".receipt .code").inner_text()
    look_up(page, receipt)
    expect(page.locator("article.own")).to_contain_text(BUS)
    expect(page.locator("article.own")).to_contain_text("It is being reviewed.")


def look_up(page: Page, receipt: str) -> None:
    page.goto("/receipt/")
    page.get_by_label("Receipt code").fill(receipt)
    page.get_by_role("button", name="Look it up").click()


def test_a_refusal_keeps_what_was_written(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", max_length=30)["number"]
    guest = someone(java_script_enabled=False)
    guest.expects("status of 422")
    page = guest.goes_to(f"/sessions/{number}/ask/")
    words = page.get_by_label("Your question")
    words.fill("长" * 33)
    page.get_by_role("button", name="Send the question").click()
    expect(page.locator(".error")).to_contain_text("33 characters long; at most 30 are possible")
    expect(words).to_have_value("长" * 33)
    words.fill(BUS)
    site.hands("close_intake", number=number)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("main")).to_contain_text("This session takes no more questions.")
    expect(page.locator("blockquote.kept")).to_have_text(BUS)
    look_up(page, "AAAA-BBBB-CCCC")
    expect(page.locator(".error")).to_be_visible()


def test_the_transcript_and_the_case_can_be_read(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS, SIGNAL], answered=1, state="ended")["number"]
    site.hands("tidy_up")
    page = someone(java_script_enabled=False).goes_to(f"/sessions/{number}/")
    expect(page).to_have_url(re.compile("/transcript/$"))
    expect(page.get_by_role("heading", name="What became of 2 questions")).to_be_visible()
    expect(page.locator(".said strong")).to_have_text("年底前")
    page.locator("#leftovers").get_by_role("link", name=re.compile(r"Case \d+")).click()
    expect(page.get_by_role("main")).to_contain_text(SIGNAL)


def test_a_question_sent_before_the_scripts_have_come_is_asked(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    netizen.expects("ERR_FAILED")
    netizen.page.route(re.compile(r"/js/live/"), lambda route: route.abort())
    page = netizen.goes_to(f"/sessions/{number}/", followed=False)
    page.get_by_role("textbox", name="Your question").fill(BUS)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("status")).to_contain_text("We have received your question no. 1.")
    assert site.hands("texts", number=number) == [BUS]
