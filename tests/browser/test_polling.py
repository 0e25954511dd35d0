"""Whoever gets no socket follows by polling, and can take part all the same."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"
SOCKETS = re.compile(r"/ws/v1/sessions/\d+$")


def follow_and_take_part(site: Site, page: Page, number: int) -> None:
    """See news arrive, support, ask; all of it without a socket."""
    expect(page.locator("[data-connection]:visible")).to_have_text(
        re.compile("Following a few seconds behind")
    )
    site.hands("say", number=number, texts=["欢迎大家"])
    expect(page.locator("li.said").last).to_contain_text("欢迎大家")
    steps.support(page, BUS)
    expect(steps.total(page, BUS)).to_have_text("1")
    steps.ask(page, SIGNAL)
    steps.look_at(page, "Mine")
    expect(steps.own(page, SIGNAL)).to_contain_text("Being reviewed")


def test_a_viewer_for_whom_there_is_no_room_follows_by_polling(
    site: Site, full_house: str, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    page = someone("netizen", address=full_house).goes_to(f"/sessions/{number}/")
    follow_and_take_part(site, page, number)


def test_a_viewer_behind_a_proxy_without_sockets_follows_by_polling(
    site: Site, someone: SomeoneNew
) -> None:
    def refuse(socket: WebSocketRoute) -> None:
        socket.close(code=3000)

    number = site.hands("session", questions=[BUS])["number"]
    netizen = someone("netizen")
    netizen.page.route_web_socket(SOCKETS, refuse)
    page = netizen.goes_to(f"/sessions/{number}/")
    follow_and_take_part(site, page, number)


def test_the_desk_works_without_a_socket(site: Site, full_house: str, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    site.hands("ask", number=number, text=BUS)
    page = someone("moderator", address=full_house).goes_to(f"/sessions/{number}/desk/")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.locator("[data-connection]")).to_have_text("Updates come with a short delay")
    site.hands("ask", number=number, text=SIGNAL)
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("a")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.locator("[data-last]")).to_have_text("No. 1 is public")
    steps.made_public(page, BUS)
    kinds = [frame["kind"] for frame in site.record(number)]
    assert kinds.count("question.published") == 1
