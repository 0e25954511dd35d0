"""While the session pauses nothing is being answered, and no desk says so."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS = "107 路能不能恢复直达医院?"


def test_the_question_of_the_moment_is_on_hold_at_the_desks_too(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS], taken_up=True)["number"]
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    leader = someone("leader").goes_to(f"/sessions/{number}/console/")
    desk = someone("moderator").goes_to(f"/sessions/{number}/desk/")
    expect(desk.locator("[data-queue-state]")).to_contain_text("All done")
    desk.locator("[data-filter=published]").click()
    desk.get_by_role("option").click()
    label, chip = host.locator("[data-now-label]"), leader.locator("[data-q-state]")
    row = desk.get_by_role("option").locator(".chip")
    expect(label).to_have_text("Being answered now")
    expect(leader.locator("[data-q-text]")).to_have_text(BUS)
    expect(chip).to_be_hidden()
    expect(row).to_have_text("Being answered")
    site.hands("pause", number=number, note="五分钟后继续")
    for place in (label, chip, row):
        expect(place).to_have_text("On hold")
    expect(desk.locator("[data-head] .chip")).to_have_text("On hold")
    for page in (host, leader, desk):
        expect(page.get_by_text("Being answered").locator("visible=true")).to_have_count(0)
    host.locator("[data-do=resume]").click()
    expect(label).to_have_text("Being answered now")
    expect(chip).to_be_hidden()
    expect(row).to_have_text("Being answered")
