"""What a person wrote is never lost: not by a reload, without a connection, or with its answer."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"
# More than two: in whatever order a browser keeps them, they are sent in that of their writing.
OFFLINE = [SIGNAL, "站台能不能加装遮雨棚?", "末班车能不能再晚一点?"]
NO_LINE = "ERR_INTERNET_DISCONNECTED"
SOCKETS = re.compile(r"/ws/v1/sessions/\d+$")


def test_a_reload_keeps_what_was_read_and_what_was_being_written(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS, SIGNAL], answered=1, taken_up=True)
    page = someone("netizen").goes_to(f"/sessions/{made['number']}/")
    steps.ask(page, "站台能不能加装遮雨棚?")
    steps.support(page, SIGNAL)
    expect(steps.total(page, SIGNAL)).to_have_text("1")
    steps.write(page, "还没有写完的一句")
    before = steps.entries(page)
    page.reload()
    expect(page.locator("#ask-text")).to_have_value("还没有写完的一句")
    expect(steps.question(page, SIGNAL).locator("[aria-pressed=true]")).to_be_visible()
    steps.look_at(page, "Mine")
    expect(steps.own(page, "遮雨棚")).to_contain_text("Being reviewed")
    assert steps.entries(page) == before != []


def test_a_question_written_offline_waits_and_is_sent_once(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.ask(page, BUS)
    netizen.expects(NO_LINE)
    netizen.context.set_offline(True)
    steps.write(page, SIGNAL)
    expect(page.locator("#ask-next")).to_contain_text("You are offline.")
    steps.send(page)
    expect(steps.toast(page, "Kept on this device.")).to_be_visible()
    steps.look_at(page, "Mine")
    waiting = page.locator("[data-pending] > li")
    expect(waiting).to_contain_text(SIGNAL)
    expect(waiting).to_contain_text("On its way")
    netizen.context.set_offline(False)
    expect(steps.toast(page, "Received as no. 2")).to_be_visible()
    expect(waiting).to_have_count(0)
    expect(steps.own(page, SIGNAL)).to_be_visible()
    assert site.hands("texts", number=number) == [BUS, SIGNAL]


def test_questions_sent_offline_survive_that_the_page_is_closed_and_go_in_order(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.ask(page, BUS)
    netizen.expects(NO_LINE)
    netizen.context.set_offline(True)
    waiting = page.locator("[data-pending] > li [data-slot=text]")
    steps.look_at(page, "Mine")
    for place, text in enumerate(OFFLINE, 1):
        steps.write(page, text)
        steps.send(page)
        expect(waiting).to_have_text(OFFLINE[:place])
        expect(page.locator("#ask-text")).to_have_value("")
    # The same words again take the place of the first: they would cover the button to send.
    expect(steps.toast(page, "Kept on this device.")).to_have_count(1)
    page.close()
    netizen.context.set_offline(False)
    netizen.page = netizen.context.new_page()
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.look_at(page, "Mine")
    for text in OFFLINE:
        expect(steps.own(page, text)).to_contain_text("Being reviewed")
    expect(page.locator("[data-pending] > li")).to_have_count(0)
    assert site.hands("texts", number=number) == [BUS, *OFFLINE]


def lose_the_first_acknowledgement(page: Page) -> list[str]:
    """Cut the line exactly when the server has said yes; return what was lost."""
    lost: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def back(message: str | bytes) -> None:
            if '"t":"ack"' in str(message) and not lost:
                lost.append(str(message))
                socket.close(code=4000)
            else:
                socket.send(message)

        socket.on_message(server.send)
        server.on_message(back)

    page.route_web_socket(SOCKETS, between)
    return lost


def test_a_question_whose_acknowledgement_was_lost_is_there_once(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    netizen = someone("netizen")
    lost = lose_the_first_acknowledgement(netizen.page)
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.ask(page, BUS)
    expect(steps.toast(page, "Received as no. 1")).to_have_count(1)
    assert len(lost) == 1
    assert site.hands("texts", number=number) == [BUS]


def swallow_the_first_support(page: Page) -> list[str]:
    """Let the first tap on support vanish on its way; return what vanished."""
    swallowed: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def forth(message: str | bytes) -> None:
            if '"do":"support"' in str(message) and not swallowed:
                swallowed.append(str(message))
            else:
                server.send(message)

        socket.on_message(forth)
        server.on_message(socket.send)

    page.route_web_socket(SOCKETS, between)
    return swallowed


def test_support_that_was_still_on_its_way_at_a_reload_arrives(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    netizen = someone("netizen")
    swallowed = swallow_the_first_support(netizen.page)
    page = netizen.goes_to(f"/sessions/{number}/")
    steps.support(page, BUS)
    expect(steps.total(page, BUS)).to_have_text("1")
    page.reload()
    expect(steps.question(page, BUS).locator("[aria-pressed=true]")).to_be_visible()
    expect(steps.total(page, BUS)).to_have_text("1")
    assert len(swallowed) == 1
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(steps.question(page, BUS).locator("[aria-pressed=true]")).to_be_visible()


def test_what_the_leader_writes_offline_is_kept_and_saved_later(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS], taken_up=True)["number"]
    leader = someone("leader")
    page = leader.goes_to(f"/sessions/{number}/console/")
    words = steps.begin_answer(page)
    status = page.locator("[data-draft-status]")
    words.fill("年底前恢复")
    expect(status).to_contain_text("Saved")
    leader.expects(NO_LINE)
    leader.context.set_offline(True)
    words.fill("年底前恢复,十月先试运行。")
    expect(status).to_have_text("Kept in this browser")
    leader.context.set_offline(False)
    expect(status).to_contain_text("Saved")
    page.reload()
    expect(page.locator("[data-prepared-text]")).to_have_text("年底前恢复,十月先试运行。")
