"""The server dies while people watch: they resume without a hole and without a reload."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route, expect

from dialogue.fold import fold
from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL, SHELTER = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?", "站台能加遮雨棚吗?"
TYPED_AWAY = ["停机时速录的第一句", "停机时速录的第二句"]
# What a browser says by itself while nothing answers.
NOTHING_ANSWERS = (
    "ERR_CONNECTION_REFUSED",
    "ERR_CONNECTION_RESET",
    "ERR_EMPTY_RESPONSE",
    "WebSocket connection to",
)
# Waits between tries grow while a server is away.
BACK = 45_000


def told_by_the_log(site: Site, number: int) -> dict[str, Any]:
    """Return what a page has to show, folded from the log itself."""
    state = fold(site.record(number))
    waiting = [q for q in state["questions"].values() if q["state"] in {"published", "taken_up"}]
    assert state["current"] is not None
    return {
        "entries": [entry["seq"] for entry in state["entries"]],
        "questions": sorted(question["number"] for question in waiting),
        "now": state["questions"][str(state["current"])]["text"],
    }


def shown(page: Page) -> dict[str, Any]:
    """Return what the live page shows."""
    questions = page.locator("[data-questions] > li").evaluate_all(
        "items => items.map((item) => Number(item.dataset.key)).sort((a, b) => a - b)"
    )
    now = page.locator("[data-slot=now-text]").inner_text()
    return {"entries": steps.entries(page), "questions": questions, "now": now}


def test_clients_resume_without_a_hole_when_the_server_is_killed(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS, SIGNAL], taken_up=True)
    number = made["number"]
    netizen, stranger, leader = someone("netizen"), someone(), someone("leader")
    pages = [person.goes_to(f"/sessions/{number}/") for person in (netizen, stranger)]
    console = leader.goes_to(f"/sessions/{number}/console/")
    steno = someone("stenographer")
    desk = steno.goes_to(f"/sessions/{number}/steno/")
    steps.ask(pages[0], "被确认过的问题")
    expect(desk.locator("[data-number=viewers]")).not_to_have_text("–")
    for person in (netizen, stranger, leader, steno):
        person.expects(*NOTHING_ANSWERS)
        person.page.evaluate("window.neverReloaded = true")

    site.web.kill()
    site.hands("say", number=number, texts=[f"停机时说的第 {n} 句" for n in range(1, 31)])
    site.hands("publish", number=number, text=SHELTER)
    site.hands("take_up", number=number, question=made["questions"][1])
    steps.write(pages[0], "停机时写的问题")
    steps.send(pages[0])
    expect(steps.toast(pages[0], "Kept on this device.")).to_be_visible()
    desk.get_by_role("button", name="Speech").click()
    for text in TYPED_AWAY:
        desk.get_by_role("textbox", name="What is said").fill(text)
        desk.keyboard.press("Enter")
    expect(desk.locator("[data-unsent-list] > li")).to_have_count(2)
    site.start_web()

    expect(desk.locator("[data-unsent-list] > li")).to_have_count(0, timeout=BACK)
    said = [e["data"]["text"] for e in site.record(number) if e["kind"] == "speech.published"]
    assert [text for text in said if text in TYPED_AWAY] == TYPED_AWAY
    last = told_by_the_log(site, number)["entries"][-1]
    for page in pages:
        expect(page.locator(f"#e{last}")).to_be_attached(timeout=BACK)
        page.get_by_role("button", name="Newest").click()
        expect(steps.question(page, SHELTER)).to_be_visible()
        assert shown(page) == told_by_the_log(site, number)
    expect(console.locator("[data-stage] [data-q-text]")).to_have_text(SIGNAL, timeout=BACK)
    steps.look_at(pages[0], "Mine")
    for text in ("被确认过的问题", "停机时写的问题"):
        expect(steps.own(pages[0], text)).to_be_visible(timeout=BACK)
        assert site.hands("texts", number=number).count(text) == 1
    for page in (*pages, console, desk):
        assert page.evaluate("window.neverReloaded")


def test_at_every_desk_a_restart_in_the_middle_loses_nothing_and_says_so(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS, SIGNAL], taken_up=True)["number"]
    site.hands("ask", number=number, text=SHELTER)
    over = site.hands("session", questions=[BUS], state="ended")["number"]
    site.hands("tidy_up")
    case = site.api(f"/sessions/{over}/snapshot")["state"]["questions"]["1"]["case"]
    people = [someone(role) for role in ("leader", "host", "moderator", "stenographer", "handler")]
    desks = ["console", "host", "desk", "drafts"]
    for person, desk in zip(people, desks, strict=False):
        person.goes_to(f"/sessions/{number}/{desk}/")
    leader, host, moderator, drafter, handler = [person.page for person in people]
    handler.goto(f"/cases/{case}/handle/")
    handler.get_by_role("button", name="Accept the case").click()
    reply = handler.get_by_label("The unit's reply")
    expect(reply).to_be_visible()
    answer = steps.begin_answer(leader)
    drafter.locator("[data-open='2']").click()
    draft = drafter.locator("#answer-text")
    expect(drafter.locator("[data-draft-status]")).to_have_text("")
    expect(moderator.get_by_role("option")).to_have_count(1)
    for person in people:
        person.expects(*NOTHING_ANSWERS)
        person.page.evaluate("window.neverReloaded = true")

    site.web.kill()
    site.hands("take_up", number=number, question=2)
    site.hands("ask", number=number, text="停机时问的问题")
    answer.fill(TYPED_AWAY[0])
    draft.fill(TYPED_AWAY[1])
    host.get_by_role("textbox", name="What is said").fill(TYPED_AWAY[0])
    host.keyboard.press("Control+Enter")
    moderator.keyboard.press("e")
    moderator.keyboard.press("End")
    moderator.keyboard.insert_text("谢谢。")
    reply.fill(TYPED_AWAY[1])
    handler.get_by_role("button", name="Publish the reply").press("Enter")
    for page in (leader, host, moderator, drafter):
        expect(page.locator("[data-connection]")).to_contain_text("what you write is kept")
    for page in (leader, drafter):
        expect(page.locator("[data-draft-status]")).to_have_text("Kept in this browser")
    expect(host.locator("[data-unsent-list] > li")).to_contain_text(TYPED_AWAY[0])
    expect(handler.get_by_role("alert")).to_contain_text("Nothing you wrote is lost.")
    site.start_web()

    handler.get_by_role("button", name="Publish the reply").press("Enter")
    expect(handler.get_by_role("region", name="Official reply")).to_contain_text(TYPED_AWAY[1])
    for page in (leader, drafter):
        expect(page.locator("[data-draft-status]")).to_contain_text("Saved", timeout=BACK)
    expect(leader.locator("[data-elsewhere]")).to_have_text(
        "You are looking at no. 1. The question now is no. 2. Go to no. 2"
    )
    expect(answer).to_have_value(TYPED_AWAY[0])
    expect(host.locator("[data-record]")).to_contain_text(TYPED_AWAY[0], timeout=BACK)
    expect(moderator.get_by_role("option")).to_have_count(2, timeout=BACK)
    moderator.locator("#edit-text, [data-edit] textarea").first.press("Control+Enter")
    expect(moderator.get_by_role("option")).to_have_count(1)
    steps.made_public(moderator, f"{SHELTER}谢谢。")
    texts = [event["data"].get("text") for event in site.record(number)]
    assert [texts.count(text) for text in TYPED_AWAY] == [1, 0]
    for page in (leader, host, moderator, drafter):
        assert page.evaluate("window.neverReloaded")


def test_a_desk_that_was_opened_while_the_server_was_away_opens_by_itself_later(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[SIGNAL], taken_up=True)["number"]
    leader = someone("leader")
    leader.expects(*NOTHING_ANSWERS)
    answers_again = False

    def away(route: Route) -> None:
        if answers_again:
            route.continue_()
        else:
            route.abort("connectionrefused")

    leader.page.route("**/api/v1/me/token", away)
    console = leader.goes_to(f"/sessions/{number}/console/", followed=False)
    notice = console.get_by_role("alert").filter(has_text="This desk could not be opened")
    expect(notice).to_be_visible()
    answers_again = True
    expect(console.locator("[data-stage] [data-q-text]")).to_have_text(SIGNAL)
    expect(notice).to_have_count(0)
