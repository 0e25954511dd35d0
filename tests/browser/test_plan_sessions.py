"""A session is planned by somebody without a mouse, and the public sees what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests import uploaded
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

THEME = "夜间公交与停车:面对面"
UNIT = "清江市交通运输局"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def press(page: Page, where: Locator, key: str = "Enter") -> None:
    """Go to a control and press a key there: no mouse."""
    where.focus()
    page.keyboard.press(key)


def go(page: Page, name: str) -> None:
    press(page, page.get_by_role("link", name=name, exact=True))


def do(page: Page, name: str) -> None:
    press(page, page.get_by_role("button", name=name, exact=True))


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=False).first
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def set_time(page: Page, label: str, moment: datetime) -> None:
    page.get_by_label(label).fill(f"{moment:%Y-%m-%dT%H:%M}")


def in_days(days: int, hour: int = 15) -> datetime:
    day = datetime.now(SHANGHAI) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def plans(page: Page) -> None:
    page.goto("/office/sessions/")
    go(page, "Plan a session")
    # Who plans for several units names the one.
    page.get_by_label("Unit", exact=True).fill(UNIT)
    write(page, "Theme", THEME)
    press(page, page.get_by_label("Livelihood", exact=False).first, "Space")
    set_time(page, "Starts at", in_days(2))
    set_time(page, "Ends at", in_days(2, 16))
    do(page, "Save the draft")
    expect(page.get_by_role("status")).to_contain_text("The draft is saved.")


def invites(page: Page) -> None:
    go(page, "Change who answers")
    for name, post in (("何敏", "市公交集团副总经理"), ("陈立", "市交通运输局局长")):
        page.locator("#id_name").fill(name)
        page.locator("#id_post").fill(post)
        do(page, "Add to the list")
        expect(page.get_by_role("status")).to_contain_text(name)
    do(page, "Move 陈立 up")
    expect(page.locator(".plan-order li").first).to_contain_text("陈立")
    back(page)


def gives_parts(page: Page) -> None:
    go(page, "Change the people")
    for name, part in (
        ("host", "Host"),
        ("moderator", "Moderator"),
        ("stenographer", "Stenographer"),
    ):
        page.locator("#q").fill(f"demo-{name}")
        page.locator("#q").press("Enter")
        do(page, part)
        expect(page.get_by_role("status")).to_contain_text(f"has the part: {part}.")
    back(page)


def adds_papers(page: Page, folder: Path) -> None:
    (folder / "plan.pdf").write_bytes(uploaded.PDF)
    (folder / "poster.png").write_bytes(uploaded.picture(size=(400, 200)))
    go(page, "Change poster and documents")
    page.get_by_label("What it is called").fill("公交线网优化方案")
    page.get_by_label("File").set_input_files(folder / "plan.pdf")
    do(page, "Add the document")
    expect(page.get_by_role("status")).to_contain_text("The document is added.")
    page.get_by_label("Picture").set_input_files(folder / "poster.png")
    do(page, "Show this poster")
    expect(page.get_by_alt_text("Poster of the session")).to_be_visible()
    back(page)


def back(page: Page) -> None:
    press(page, page.locator("a.crumb"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(THEME)


def announces_late(page: Page) -> None:
    go(page, "Announce")
    expect(page.get_by_role("alert")).to_contain_text("It starts in less than 3 days.")
    page.get_by_label("Why it is announced so late").fill("台风应急")
    do(page, "Announce it all the same")
    expect(page.get_by_role("status")).to_contain_text("The session is announced.")


def postpones(page: Page) -> None:
    go(page, "Postpone")
    set_time(page, "Starts at", in_days(6, 10))
    set_time(page, "Ends at", in_days(6, 11))
    do(page, "Look before and after")
    expect(page.get_by_role("alert")).to_contain_text("10:00")
    do(page, "Postpone it")
    expect(page.get_by_role("status")).to_contain_text("Everyone who follows is told.")


def clones_and_drops(page: Page) -> None:
    go(page, "Plan another like it")
    page.get_by_label("Theme").fill("第二场")
    set_time(page, "Starts at", in_days(20))
    set_time(page, "Ends at", in_days(20, 16))
    do(page, "Make the draft")
    expect(page.get_by_role("heading", level=1)).to_have_text("第二场")
    expect(page.locator("main")).to_contain_text("公交线网优化方案")
    go(page, "Drop the draft")
    do(page, "Drop the draft")
    expect(page.get_by_role("status")).to_contain_text("The session is cancelled.")


def test_a_session_is_planned_announced_late_postponed_and_repeated(
    site: Site, someone: SomeoneNew, tmp_path: Path
) -> None:
    page, netizen = someone("planner").page, someone("netizen").page
    plans(page)
    invites(page)
    gives_parts(page)
    adds_papers(page, tmp_path)
    announces_late(page)

    netizen.goto("/sessions/")
    press(netizen, netizen.get_by_role("link", name=THEME, exact=True))
    expect(netizen.get_by_role("heading", level=1)).to_contain_text(THEME)
    postpones(page)
    netizen.reload()
    expect(netizen.locator("main")).to_contain_text("10:00")

    clones_and_drops(page)
    netizen.goto("/sessions/")
    expect(netizen.get_by_text("第二场")).to_have_count(0)


def test_what_is_missing_is_asked_about_once_before_it_goes_live(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", state="announced", title="还没有彩排的一场")["number"]
    page = someone("host").goes_to(f"/sessions/{number}/host/")
    expect(page.locator("[data-still-open]")).to_contain_text("It was rehearsed")
    do(page, "Go live")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It was rehearsed")
    press(page, dialog.get_by_role("button", name="Go live"))
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page.locator("[data-still-open]")).to_be_hidden()
