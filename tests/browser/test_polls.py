"""A poll from the host's keyboard to the transcript, with two people who vote."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_news_aloud import LISTEN, heard

QUESTION, WORDS = "公交最该先改进什么？", "一个词说说今天"


def test_the_host_asks_everyone_people_vote_and_the_transcript_keeps_it(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=["站台能加遮雨棚吗?"])["number"]
    live = f"/sessions/{number}/"
    host = someone("host").goes_to(f"{live}host/")
    netizen = someone("netizen").goes_to(live)
    phone = someone(viewport={"width": 390, "height": 844}).goes_to(live)
    for page in (netizen, phone):
        steps.follow(page)
    netizen.evaluate(LISTEN)
    expect(host.locator("[data-polls-now]")).to_have_text("None prepared")
    prepared_by_keyboard(host)
    opened_by_keyboard(host)

    # It is said, and nothing that is being read has moved.
    expect(netizen.locator("[data-announce]")).to_have_text(f"A poll is open: {QUESTION}")
    netizen.locator(".poll-docked").get_by_role("link", name="Vote").click()
    expect(netizen.get_by_role("heading", name=QUESTION)).to_be_focused()
    withheld = netizen.locator("[data-slot=poll-withheld]")
    expect(withheld).to_contain_text("Results are shown when the poll closes.")
    votes(netizen, "发车更密")
    votes_in_another_tab(netizen, "末班更晚")
    as_a_guest(phone, "末班更晚")

    # The host sees what the others do not see yet.
    first = host.locator("[data-polls-open] .poll-row").filter(has_text="末班更晚")
    expect(first.locator("[data-slot=poll-votes]")).to_have_text("2")
    expect(netizen.locator("[data-poll] .poll-chart")).to_be_hidden()
    expect(withheld).to_contain_text("2 people voted")
    closed_by_keyboard(host)
    for page in (netizen, phone):
        results = page.locator("[data-poll] .poll-row.most")
        expect(results).to_contain_text("末班更晚")
        expect(results.locator("[data-slot=poll-percent]")).to_have_text("100%")
        expect(page.locator(".poll-bar-line:visible")).to_have_count(0)
    expect(netizen.locator("[data-announce]")).to_contain_text("The poll is closed")
    assert heard(netizen) == [
        f"A poll is open: {QUESTION}",
        "Your vote counts. You can change it while the poll is open.",
        f"The poll is closed: {QUESTION} 末班更晚",
    ]
    netizen.get_by_role("link", name="In the transcript").click()
    entry = netizen.locator("li.polled").last
    expect(entry.locator(".poll-row.most")).to_contain_text("末班更晚")
    entry.get_by_text("As a table").click()
    expect(entry.get_by_role("row", name="末班更晚 2 100%")).to_be_visible()
    words_pass_the_host(host, netizen)


def votes(page: Page, choice: str) -> None:
    page.get_by_role("radio", name=choice).check()
    page.locator("[data-slot=poll-send]").click()
    expect(page.locator("[data-slot=poll-own]")).to_be_visible()
    expect(page.get_by_role("button", name="Change my vote")).to_be_visible()
    said = page.locator("[data-announce]")
    expect(said).to_have_text("Your vote counts. You can change it while the poll is open.")


def votes_in_another_tab(page: Page, choice: str) -> None:
    """The same ballot, changed in another tab: whoever comes back sees what counts."""
    tab = page.context.new_page()
    tab.goto(f"{page.url.partition('#')[0]}#poll")
    steps.follow(tab)
    votes(tab, choice)
    tab.close()
    page.dispatch_event("html", "visibilitychange", {"bubbles": True})
    expect(page.get_by_role("radio", name=choice)).to_be_checked()


def prepared_by_keyboard(host: Page) -> None:
    host.keyboard.press("p")
    expect(host.get_by_role("dialog")).to_be_visible()
    host.get_by_role("button", name="Prepare a poll").press("Enter")
    host.keyboard.type(QUESTION)
    host.get_by_role("textbox", name="Choices, one to a line").focus()
    host.keyboard.type("发车更密\n末班更晚\n")
    host.get_by_role("checkbox", name="Keep the results hidden").press(" ")
    host.get_by_role("button", name="Save the poll").press("Enter")
    expect(host.locator("[data-polls-drafts] > li")).to_contain_text(QUESTION)
    expect(host.get_by_role("button", name="Open", exact=True)).to_be_focused()


def opened_by_keyboard(host: Page) -> None:
    host.keyboard.press("Enter")
    expect(host.get_by_role("button", name="Close the poll")).to_be_focused()


def closed_by_keyboard(host: Page) -> None:
    host.get_by_role("button", name="Close the poll").press("Enter")
    host.get_by_role("button", name="Close and count").press("Enter")
    expect(host.locator("[data-polls-counted]")).to_contain_text(QUESTION)


def as_a_guest(phone: Page, choice: str) -> None:
    phone.locator(".poll-floating").get_by_role("link", name="Vote").click()
    phone.get_by_role("radio", name=choice).check()
    phone.locator("[data-slot=poll-send]").click()
    phone.get_by_role("button", name="Go on as a guest").click()
    expect(phone.locator("[data-slot=poll-own]")).to_be_visible()


def words_pass_the_host(host: Page, netizen: Page) -> None:
    host.get_by_role("button", name="Prepare a poll").press("Enter")
    host.keyboard.type(WORDS)
    host.get_by_role("radio", name="Word cloud").check()
    host.get_by_role("button", name="Save the poll").press("Enter")
    expect(host.get_by_role("button", name="Open", exact=True)).to_be_focused()
    host.keyboard.press("Enter")
    netizen.locator(".poll-docked").get_by_role("link", name="Vote").click()
    expect(netizen.get_by_role("heading", name=WORDS)).to_be_focused()
    netizen.get_by_role("textbox", name="Word 1").fill("准时")
    netizen.keyboard.press("Enter")
    expect(netizen.locator("[data-slot=poll-own]")).to_be_visible()
    expect(netizen.locator("[data-poll] .poll-word")).to_have_count(0)
    waiting = host.locator("[data-words-held] > li")
    waiting.get_by_role("button", name="Let through").focus()
    host.keyboard.press("a")
    expect(waiting).to_have_count(0)
    expect(netizen.locator("[data-poll] .poll-word")).to_contain_text("准时")
    # Taken back, it leaves every screen.
    host.get_by_text("Decided words").click()
    host.get_by_role("button", name="Take back").click()
    expect(netizen.locator("[data-poll] .poll-word")).to_have_count(0)
