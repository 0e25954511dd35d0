"""What cannot be taken is refused in clear words, and nothing that was written is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"
CLOSED = "This session takes no questions at the moment. What you wrote is kept."


def refused(page: Page, text: str, why: str) -> None:
    """Send a question; see that it comes back with the reason."""
    steps.write(page, text)
    steps.send(page)
    error = page.locator("#ask-error")
    expect(error).to_contain_text(why)
    expect(page.locator("#ask-text")).to_have_value(text)
    expect(page.locator("#ask-text")).to_be_focused()


def test_what_cannot_be_a_question_comes_back_with_the_reason(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", max_length=30)["number"]
    netizen = someone("netizen")
    netizen.expects("status of 4(09|22)")
    page = netizen.goes_to(f"/sessions/{number}/")
    refused(page, "", "Please write your question first.")
    refused(page, "?!……", "Please write something first.")
    refused(page, "公交?", "Please write at least 5 characters.")
    refused(page, "长" * 33, "This is 3 characters too long.")
    refused(page, "公交\u202e什么时候恢复?", "characters that cannot be shown")
    assert site.hands("texts", number=number) == []
    steps.ask(page, BUS)
    refused(page, BUS, "You have asked this already: it is your question no. 1.")
    assert site.hands("texts", number=number) == [BUS]


def test_an_impatient_person_asks_once(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    steps.write(page, BUS)
    page.get_by_role("button", name="Send the question").dblclick()
    page.locator("#ask-text").press("Control+Enter")
    expect(steps.toast(page, "Received as no. 1")).to_have_count(1)
    steps.ask(page, SIGNAL)
    assert site.hands("texts", number=number) == [BUS, SIGNAL]


def test_whoever_must_sign_in_to_ask_finds_their_words_afterwards(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", asking="signed_in")["number"]
    stranger = someone()
    page = stranger.goes_to(f"/sessions/{number}/")
    steps.write(page, BUS)
    expect(page.get_by_role("button", name="Send the question")).to_be_hidden()
    page.get_by_role("link", name="Sign in to ask").click()
    stranger.signs_in_as("netizen")
    stranger.goes_to(f"/sessions/{number}/")
    expect(page.locator("#ask-text")).to_have_value(BUS)
    steps.send(page)
    expect(steps.toast(page, "Received as no. 1")).to_be_visible()


def test_a_guest_name_that_cannot_be_shown_is_refused(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    guest = someone()
    guest.expects("status of 422")
    page = guest.goes_to(f"/sessions/{number}/")
    steps.write(page, BUS)
    page.locator("#ask-name").fill("<b>市长</b>")
    steps.send(page)
    expect(page.locator("#ask-error")).to_contain_text("Please choose a shorter name")
    expect(page.locator("#ask-text")).to_have_value(BUS)


def test_intake_that_closes_while_someone_is_offline_gives_the_words_back(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.ask(page, SIGNAL)
    netizen.expects("ERR_INTERNET_DISCONNECTED")
    netizen.context.set_offline(True)
    steps.write(page, BUS)
    steps.send(page)
    expect(steps.toast(page, "Kept on this device.")).to_be_visible()
    site.hands("close_intake", number=number)
    netizen.context.set_offline(False)
    expect(page.locator("#ask-error")).to_have_text(CLOSED)
    expect(page.locator("#ask-text")).to_have_value(BUS)
    assert site.hands("texts", number=number) == [SIGNAL]


def test_two_moderators_cannot_decide_the_same_question(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    site.hands("ask", number=number, text=BUS)
    desk = f"/sessions/{number}/desk/"
    first, second = (someone("moderator").goes_to(desk) for _ in range(2))
    for page in (first, second):
        expect(page.locator("[data-work] [data-text]")).to_have_text(BUS)
    second.keyboard.press("e")
    words = second.get_by_role("textbox", name="As it will be published")
    words.fill("改得太晚的一句话")
    first.keyboard.press("a")
    steps.made_public(first, BUS)
    second.keyboard.press("Control+Enter")
    expect(second.locator("[data-notices]")).to_contain_text(
        "This question has been decided already."
    )
    published = [f for f in site.record(number) if f["kind"] == "question.published"]
    assert [frame["data"]["text"] for frame in published] == [BUS]


def test_an_answer_that_says_nothing_is_not_published(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS], taken_up=True)["number"]
    page = someone("leader").goes_to(f"/sessions/{number}/console/")
    expect(page.locator("[data-stage] [data-q-text]")).to_have_text(BUS)
    steps.begin_answer(page)
    page.get_by_role("button", name="Publish the answer").click()
    error = page.locator("[data-answer-error]")
    expect(error).to_have_text("Please write the answer first.")
    page.get_by_role("textbox", name="Your answer").fill("年底前\u202e恢复")
    page.get_by_role("button", name="Publish the answer").click()
    expect(error).to_contain_text("characters that cannot be shown")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("年底前\u202e恢复")
    assert "answer.published" not in [frame["kind"] for frame in site.record(number)]


def test_a_form_left_open_for_too_long_says_what_to_do(site: Site, someone: SomeoneNew) -> None:
    person = someone()
    person.expects("status of 403")
    page = person.goes_to("/receipt/")
    page.get_by_label("Receipt code").fill("AAAA-BBBB-CCCC")
    person.context.clear_cookies()
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("heading")).to_have_text("This page was open for too long")
    page.go_back()
    expect(page.get_by_label("Receipt code")).to_have_value("AAAA-BBBB-CCCC")


def test_words_too_long_for_a_frame_come_back_with_the_reason_and_the_line_stays_open(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    netizen.expects("status of 422")
    steps.ask(page, BUS)
    steps.look_at(page, "Mine")
    mine = page.locator("[data-mine] > li")
    mine.get_by_role("button", name="Change").click()
    too_long = "长" * 49_000
    field = mine.get_by_role("textbox")
    field.fill(too_long)
    mine.get_by_role("button", name="Save").click()
    expect(mine).to_contain_text("This is 49000 characters long; at most 500 are possible.")
    expect(field).to_have_value(too_long)
    field.fill(SIGNAL)
    mine.get_by_role("button", name="Save").click()
    expect(steps.own(page, SIGNAL)).to_be_visible()
    assert site.hands("texts", number=number) == [SIGNAL]
