"""A rehearsal from its beginning to its end, each with a browser; a stranger finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import Person, SomeoneNew
from tests.browser.site import Site
from tests.browser.test_accessibility import broken_in_light_and_dark

MARK = "Rehearsal: nobody else sees this"
TEST = "彩排:话筒的声音清楚吗?"
FOLLOWED = ("", "console/", "host/", "desk/")
PAGES = ("", "ask/", "console/", "host/", "desk/", "transcript/", "transcript/verify/")


def opens(page: Page, number: int, part: str) -> Page:
    page.goto(f"/sessions/{number}/{part}")
    expect(page.locator(".rehearsal")).to_contain_text(MARK)
    if part in FOLLOWED:
        steps.follow(page)
    return page


def test_the_whole_way_is_rehearsed_in_private_and_nothing_is_left(
    site: Site, someone: SomeoneNew
) -> None:
    real = site.hands("session", state="announced", title="要彩排的一场")["number"]
    number = site.hands("rehearse", number=real)
    host, moderator, leader = (someone(role).page for role in ("host", "moderator", "leader"))
    watcher = someone("stenographer").page

    opens(watcher, number, "")
    steps.ask(watcher, TEST)
    opens(host, number, "host/").get_by_role("button", name="Go live").click()
    opens(moderator, number, "desk/")
    expect(moderator.get_by_role("option")).to_have_count(1)
    moderator.keyboard.press("a")
    expect(moderator.get_by_role("option")).to_have_count(0)
    expect(host.locator("[data-others] > li")).to_contain_text(TEST)
    host.locator("[data-others] > li").get_by_role("button", name="Up next").click()
    host.get_by_role("button", name="Next: no. 1").click()

    opens(leader, number, "console/")
    expect(leader.locator("[data-stage] [data-q-text]")).to_have_text(TEST)
    steps.begin_answer(leader).fill("听得很清楚。")
    leader.get_by_role("button", name="Publish the answer").click()
    expect(watcher.locator("[data-entries] > li.said")).to_contain_text("听得很清楚。")

    finds_nothing(someone("netizen"), number)
    finds_nothing(someone(), number)

    host.get_by_role("button", name="Pause", exact=True).click()
    steps.confirm(host, "Pause")
    host.get_by_role("button", name="Resume").click()
    host.get_by_role("button", name="End", exact=True).click()
    steps.confirm(host, "End the session")
    expect(watcher.locator("#stage [data-when=ended]").first).to_be_visible()
    assert site.hands("rehearsed", number=real)
    opens(watcher, number, "transcript/")
    expect(watcher.locator("main")).to_contain_text("听得很清楚。")

    site.hands("discard", number=number)
    someone_with_a_part = someone("host")
    someone_with_a_part.expects("status of 404")
    for part in PAGES:
        answer = someone_with_a_part.page.goto(f"/sessions/{number}/{part}")
        assert answer is not None
        assert answer.status == 404, part
    assert site.hands("texts", number=number) == []


def finds_nothing(stranger: Person, number: int) -> None:
    """See that neither a page nor the API knows of the rehearsal."""
    stranger.expects("status of 404")
    for part in PAGES:
        answer = stranger.page.goto(f"/sessions/{number}/{part}")
        assert answer is not None
        # Whoever is not signed in is asked to at a desk, whether or not there is a session.
        assert answer.status == 404 or "/sign-in/" in stranger.page.url, part
        assert TEST not in stranger.page.content()
    for path in ("", "/snapshot", "/log", "/record"):
        found = stranger.context.request.get(f"/api/v1/sessions/{number}{path}")
        assert found.status == 404, path
    stranger.goes_to("/sessions/?when=coming")
    expect(stranger.page.locator(f"a[href*='{number}']")).to_have_count(0)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    ("role", "part"), [("host", ""), ("host", "host/"), ("moderator", "desk/"), ("leader", "ask/")]
)
def test_a_marked_page_is_open_to_everyone(
    site: Site, someone: SomeoneNew, role: str, part: str, locale: str
) -> None:
    real = site.hands("session", state="announced", slow_seconds=20, asking="real")["number"]
    site.hands("read_up", number=real, title="提案全文", link="https://www.example.cn/a")
    number = site.hands("rehearse", number=real)
    page = someone(role, locale=locale).goes_to(f"/sessions/{number}/{part}")
    expect(page.locator(".rehearsal")).to_be_visible()
    assert broken_in_light_and_dark(page) == []
