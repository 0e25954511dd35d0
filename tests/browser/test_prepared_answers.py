"""Staff prepare, the leader decides: a draft, a promise and a note, by the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.pages import QUESTIONS
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

ANSWER = "年底前恢复直达。"
PLAN = "https://example.org/plan"


def test_a_leader_promises_and_publishes_what_staff_prepared_without_a_mouse(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=QUESTIONS, taken_up=True)["number"]
    leader = someone("leader").goes_to(f"/sessions/{number}/console/")
    drafter = someone("stenographer").goes_to(f"/sessions/{number}/drafts/")
    expect(drafter.locator("[data-rows] > li")).to_have_count(3)
    drafter.keyboard.press("j")
    expect(drafter.locator("[data-q-text]")).to_have_text(QUESTIONS[0])
    drafter.keyboard.press("a")
    drafter.keyboard.insert_text(ANSWER)
    drafter.get_by_role("button", name="Add a source").press("Enter")
    drafter.keyboard.insert_text("线网方案")
    drafter.get_by_role("textbox", name="Address of the source").fill(PLAN)
    drafter.locator("#answer-text").press("Control+Enter")
    expect(steps.toast(drafter, "The draft for no. 1 is ready.")).to_be_visible()

    expect(leader.locator("[data-prepared-by]")).to_contain_text(
        "A draft is ready, by demo-stenographer"
    )
    expect(leader.locator("[data-prepared-text]")).to_have_text(ANSWER)
    expect(leader.get_by_role("link", name="线网方案")).to_have_attribute("href", PLAN)
    leader.keyboard.press("p")
    dialog = leader.get_by_role("dialog", name="Put a promise on record")
    expect(dialog.get_by_role("textbox", name="What is promised")).to_have_value(ANSWER)
    search = dialog.get_by_role("searchbox", name="Find a unit")
    expect(dialog.get_by_role("radio")).not_to_have_count(0)
    search.focus()
    leader.keyboard.press("Enter")
    expect(dialog.get_by_role("radio").first).to_be_checked()
    due = dialog.get_by_label("By which day")
    usual = due.input_value()
    for day, words in (
        ("2020-01-01", "that has not passed"),
        ("2099-01-01", f"up to {due.get_attribute('max')}."),
    ):
        due.fill(day)
        assert words in due.evaluate("field => field.validationMessage")
    leader.keyboard.press("Enter")
    expect(dialog.get_by_role("textbox", name="What is promised")).to_have_value(ANSWER)
    due.fill(usual)
    leader.keyboard.press("Enter")
    expect(leader.locator("[data-q-promises] > li")).to_contain_text(ANSWER)
    leader.keyboard.press("Control+Enter")
    expect(leader.locator("[data-none-title]")).to_have_text("No. 1 is answered")

    record = {frame["kind"]: frame["data"] for frame in site.record(number)}
    assert record["answer.published"]["sources"] == [{"title": "线网方案", "href": PLAN}]
    assert record["promise.made"]["number"] == 1
    expect(drafter.locator("[data-ready-words]")).to_have_text(
        "This question has been answered meanwhile."
    )


def test_a_note_stands_beside_the_question_until_the_leader_has_seen_it(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=QUESTIONS, taken_up=True)["number"]
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    leader = someone("leader").goes_to(f"/sessions/{number}/console/")
    expect(leader.locator("[data-q-text]")).to_have_text(QUESTIONS[0])
    expect(host.locator("[data-others] > li")).not_to_have_count(0)
    host.get_by_role("button", name="Note to the leader").click()
    host.get_by_role("textbox", name="What they should know").fill("数字以 10 月统计为准")
    steps.confirm(host, "Send the note")
    note = leader.get_by_role("region", name="Notes from staff")
    expect(note).to_contain_text("数字以 10 月统计为准")
    leader.keyboard.press("s")
    expect(note).to_be_hidden()
    expect(steps.toast(host, "has seen your note")).to_be_visible()
    leader.get_by_text("Notes you have seen").click()
    expect(leader.locator("[data-notes-past]")).to_contain_text("数字以 10 月统计为准")
