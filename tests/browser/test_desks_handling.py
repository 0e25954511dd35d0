"""The page of one case: by keyboard alone, by two colleagues, on a slow line, and without one."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.slow_line import SlowLine

BUS = "107 路能不能恢复直达医院?"
REPLY, THEIRS, NOTE = "年底前恢复。", "十月先试运行。", "等公交集团的材料。"


def a_case(site: Site) -> str:
    """Make a case by ending a session; return the address of the page for handling it."""
    number = site.hands("session", questions=[BUS], state="ended")["number"]
    site.hands("tidy_up")
    case = site.api(f"/sessions/{number}/snapshot")["state"]["questions"]["1"]["case"]
    return f"/cases/{case}/handle/"


def tab_to(page: Page, wanted: str) -> None:
    """Go on with the Tab key until the button or field of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if (
            page.get_by_label(wanted)
            .or_(page.get_by_role("button", name=wanted))
            .evaluate_all("found => found.includes(document.activeElement)")
        ):
            return
    raise AssertionError(f"{wanted} is too far away")


def test_a_handler_works_by_keyboard_alone_and_an_impatient_press_does_no_harm(
    site: Site, line: SlowLine, someone: SomeoneNew
) -> None:
    address = a_case(site)
    page = someone("handler", proxy=line.proxy).goes_to(address)
    tab_to(page, "Accept the case")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("in your unit's hands")
    line.becomes_slow()
    tab_to(page, "The unit's reply")
    page.keyboard.insert_text(REPLY)
    tab_to(page, "Note for colleagues")
    page.keyboard.insert_text(NOTE)
    tab_to(page, "Save the note")
    for _ in range(2):
        page.keyboard.press("Enter")
    expect(page.locator("[aria-busy=true]")).to_have_text("Save the note", timeout=1_500)
    expect(steps.toast(page, "On its way…")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("The note is kept.")
    expect(page.locator(".notes > li")).to_have_count(1)
    expect(page.get_by_label("The unit's reply")).to_have_value(REPLY)


def test_two_handlers_of_one_case_do_not_reply_twice_and_lose_no_words(
    site: Site, someone: SomeoneNew
) -> None:
    address = a_case(site)
    site.hands("handles", role="planner")
    people = someone("handler"), someone("planner")
    people[1].expects("status of 409")
    one, other = [person.goes_to(address) for person in people]
    for page in (one, other):
        page.get_by_role("button", name="Accept the case").press("Enter")
        expect(page.get_by_label("The unit's reply")).to_be_visible()
    expect(other.get_by_role("alert")).to_contain_text("A colleague has changed this case")
    one.get_by_label("The unit's reply").fill(REPLY)
    other.get_by_label("The unit's reply").fill(THEIRS)
    one.get_by_role("button", name="Publish the reply").press("Enter")
    expect(one.get_by_role("status")).to_contain_text("The reply is public.")
    other.get_by_role("button", name="Publish the reply").press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("A colleague has changed this case")
    expect(other.get_by_role("region", name="Official reply")).to_have_text(re.compile(REPLY))
    expect(other.locator("blockquote.kept")).to_have_text(THEIRS)


def test_a_reply_sent_while_nothing_answers_is_kept_and_sent_once(
    site: Site, someone: SomeoneNew
) -> None:
    handler = someone("handler")
    handler.expects("ERR_INTERNET_DISCONNECTED")
    page = handler.goes_to(a_case(site))
    page.get_by_role("button", name="Accept the case").press("Enter")
    words, publish = (
        page.get_by_label("The unit's reply"),
        page.get_by_role("button", name="Publish"),
    )
    words.fill(REPLY)
    handler.context.set_offline(True)
    publish.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Nothing you wrote is lost.")
    handler.context.set_offline(False)
    # The page may be closed, too.
    page.reload()
    expect(words).to_have_value(REPLY)
    publish.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The reply is public.")
    page.reload()
    expect(page.locator("blockquote.kept")).to_have_count(0)
