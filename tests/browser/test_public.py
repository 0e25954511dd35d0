"""What the public sees of the schedule: found, opened, taken along, wished for."""

from __future__ import annotations

import re
from pathlib import Path

import vobject
from playwright.sync_api import expect

from tests.browser.people import SomeoneNew
from tests.browser.site import Site


def test_one_finds_a_session_by_its_leader_and_takes_it_into_the_calendar(
    site: Site, someone: SomeoneNew
) -> None:
    there = site.hands("schedule", title="入学之前要知道的事")
    site.hands("session", state="collecting", title="与此无关的一场")
    page = someone().goes_to("/sessions/")
    page.get_by_text("By organisation, leader, topic or day").click()
    field = page.get_by_label("Leader", exact=True)
    field.press_sequentially("陈")
    expect(page.locator("#leader-names option")).to_have_attribute("value", "陈立")
    field.fill("陈立")
    page.get_by_label("Topic").select_option("livelihood")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(
        f"{site.address}/sessions/?when=coming&leader={there['leader']}&topic=livelihood"
    )
    expect(page.get_by_role("link", name="入学之前要知道的事", exact=True)).to_be_visible()
    expect(page.get_by_text("与此无关的一场")).to_have_count(0)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Add to your calendar: 入学之前要知道的事").click()
    entry = vobject.readOne(Path(begun.value.path()).read_text()).vevent
    assert entry.summary.value == "入学之前要知道的事"
    page.locator(".agenda").get_by_role("link", name="陈立").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("陈立")
    expect(page.get_by_role("link", name="入学之前要知道的事", exact=True)).to_be_visible()


def test_one_suggests_a_session_and_votes_without_scripts(site: Site, someone: SomeoneNew) -> None:
    there = site.hands("schedule")
    page = someone("netizen", java_script_enabled=False).goes_to("/wishes/new/")
    page.get_by_label("On what?").fill("大学城夜间公交几点收车")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_text("Is one of these what you mean?")).to_be_visible()
    page.get_by_role("link", name="大学城的夜间公交").click()
    vote = page.get_by_role("button", name=re.compile("^Vote for"))
    vote.click()
    expect(page).to_have_url(re.compile(rf"/wishes/{there['wish']}/#wish-"))
    back = page.get_by_role("button", name=re.compile("^Take back your vote"))
    expect(back).to_have_attribute("aria-pressed", "true")
    back.click()
    expect(page.get_by_role("button", name=re.compile("^Vote for"))).to_be_visible()
    page.goto("/wishes/new/")
    page.get_by_label("On what?").fill("图书馆周末延长开放")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page).to_have_url(re.compile("/me/#wishes"))
    expect(page.get_by_text("图书馆周末延长开放")).to_be_visible()
