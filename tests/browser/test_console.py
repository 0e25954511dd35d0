"""The leader's console: nothing written is lost, and no question is left by accident."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.pages import QUESTIONS
from tests.browser.people import Person, SomeoneNew
from tests.browser.site import Site


def console(site: Site, *people: Person) -> list[Page]:
    """Open the console of a session whose first question is on stage, for each of these people."""
    number = site.hands("session", questions=QUESTIONS, taken_up=True)["number"]
    pages = [person.goes_to(f"/sessions/{number}/console/") for person in people]
    for page in pages:
        expect(page.locator("[data-q-text]")).to_have_text(QUESTIONS[0])
        expect(page.locator("[data-draft-status]")).to_have_text("")
        steps.begin_answer(page)
    return pages


def test_a_draft_that_is_left_in_the_middle_of_a_sentence_is_saved(
    site: Site, someone: SomeoneNew
) -> None:
    (page,) = console(site, someone("leader"))
    words = page.locator("#answer-text")
    words.fill("年底前")
    expect(page.locator("[data-draft-status]")).to_contain_text("Saved")
    words.fill("年底前恢复直达,")
    page.locator("[data-open='2']").click()
    expect(page.locator("[data-q-text]")).to_have_text(QUESTIONS[1])
    expect(words).to_have_value("")
    page.evaluate("localStorage.clear()")
    page.get_by_role("button", name="Go to no. 1").click()
    expect(page.locator("[data-prepared-text]")).to_have_text("年底前恢复直达,")


def test_two_who_write_one_answer_are_told_and_choose(site: Site, someone: SomeoneNew) -> None:
    people = someone("leader"), someone("host")
    for person in people:
        person.expects("status of 409")
    leader, host = console(site, *people)
    leader.locator("#answer-text").fill("年底前恢复。")
    expect(leader.locator("[data-draft-status]")).to_contain_text("Saved")
    host.locator("#answer-text").fill("十月先试运行。")
    expect(host.locator("[data-conflict-text]")).to_have_text("年底前恢复。")
    host.get_by_role("button", name="Keep mine").click()
    expect(host.locator("[data-draft-status]")).to_contain_text("Saved")
    leader.locator("#answer-text").fill("年底前恢复直达。")
    expect(leader.locator("[data-conflict-text]")).to_have_text("十月先试运行。")
    leader.get_by_role("button", name="Take theirs").click()
    expect(leader.locator("#answer-text")).to_have_value("十月先试运行。")
    expect(leader.locator("[data-conflict]")).to_be_hidden()


def test_a_question_without_an_answer_is_not_left_by_accident(
    site: Site, someone: SomeoneNew
) -> None:
    (page,) = console(site, someone("leader"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Next: no. 2").click()
    dialog = page.get_by_role("dialog", name="Leave no. 1 for later?")
    dialog.get_by_role("button", name="Stay here").click()
    expect(page.locator("[data-q-text]")).to_have_text(QUESTIONS[0])
    page.get_by_role("button", name="Next: no. 2").click()
    steps.confirm(page, "Continue")
    expect(page.locator("[data-q-text]")).to_have_text(QUESTIONS[1])
    steps.begin_answer(page).fill("已经延长。")
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.locator("[data-none-title]")).to_have_text("No. 2 is answered")
    # An answered one is left without a question asked.
    page.get_by_role("button", name="Next: no. 1").click()
    expect(page.locator("[data-q-text]")).to_have_text(QUESTIONS[0])
