"""What five people do while a session is on air. Each step sees that it has worked."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import steps

TITLE = "公交与路口"
BUS, SIGNAL, OFF_TOPIC = (
    "107 路能不能恢复直达医院?",
    "路口的信号灯太短",
    "周末去哪里玩比较好,求推荐",
)
EDITED = "枫林路口的信号灯绿灯时间太短,能否延长?"
ANSWER = "**年底前**恢复直达。\n\n- 十月先试运行\n- [线路图](https://example.org/107)"


def find_the_session(page: Page) -> None:
    page.goto("/")
    hero = page.get_by_role("region", name=TITLE)
    hero.get_by_role("link", name="Watch live").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    steps.follow(page)


def decide_by_keyboard(page: Page) -> None:
    rows = page.get_by_role("option")
    expect(rows).to_have_count(3)
    words = page.locator("[data-work] [data-text]")
    expect(words).to_have_text(BUS)
    page.keyboard.press("j")
    expect(words).to_have_text(SIGNAL)
    page.keyboard.press("k")
    expect(words).to_have_text(BUS)
    page.keyboard.press("a")
    expect(words).to_have_text(SIGNAL)
    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(EDITED)
    page.keyboard.press("Control+Enter")
    expect(words).to_have_text(OFF_TOPIC)
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(rows).to_have_count(0)


def read_what_became_of_it(page: Page) -> None:
    steps.look_at(page, "Mine")
    expect(steps.own(page, BUS)).to_contain_text("Public")
    refused = steps.own(page, OFF_TOPIC)
    expect(refused).to_contain_text("Not published")
    expect(refused).to_contain_text("This is not about the subject of this session.")


def support(guest: Page, netizen: Page, host: Page) -> None:
    steps.look_at(guest, "Mine")
    expect(steps.own(guest, EDITED)).to_contain_text("The wording was changed before publication")
    steps.look_at(guest, "Questions")
    steps.support(guest, BUS)
    steps.look_at(netizen, "Questions")
    for viewer in (guest, netizen):
        expect(steps.total(viewer, BUS)).to_have_text("1")
    expect(host.locator("[data-others] > li").filter(has_text=BUS)).to_contain_text("1 supporter")


def put_in_order_and_take_up(host: Page) -> None:
    for text in (EDITED, BUS):
        waiting = host.locator("[data-others] > li").filter(has_text=text)
        waiting.get_by_role("button", name="Up next").click()
    order = host.locator("[data-order] > li")
    expect(order).to_have_count(2)
    order.nth(1).locator("[data-row=up]").click()
    expect(order.nth(0)).to_contain_text(BUS)
    host.get_by_role("button", name="Next: no. 1").click()
    expect(host.locator("[data-now] [data-q-text]")).to_have_text(BUS)


def see_what_is_being_answered(*viewers: Page) -> None:
    for viewer in viewers:
        shown = viewer.locator("[data-when=answering]:visible").first
        expect(shown).to_contain_text("Now answering")
        expect(viewer.locator("[data-slot=now-text]")).to_have_text(BUS)


def answer(leader: Page) -> None:
    expect(leader.locator("[data-stage] [data-q-text]")).to_have_text(BUS)
    words = steps.begin_answer(leader)
    words.fill(f"{ANSWER}\n\n<img src=x onerror=alert(1)>")
    expect(leader.locator("[data-draft-status]")).to_contain_text("Saved")
    leader.reload()
    steps.follow(leader)
    expect(leader.locator("[data-prepared-text]")).to_contain_text("十月先试运行")
    expect(steps.begin_answer(leader)).to_have_value(re.compile("十月先试运行"))
    leader.get_by_role("button", name="Preview").click()
    expect(leader.get_by_role("region", name="Preview").locator("strong")).to_have_text("年底前")
    leader.get_by_role("button", name="Publish the answer").click()
    expect(steps.toast(leader, "The answer to no. 1 is public.")).to_be_visible()


def read_the_answer(*viewers: Page) -> None:
    for viewer in viewers:
        read_it(viewer)


def read_it(viewer: Page) -> None:
    said = viewer.locator("[data-entries] > li.said").filter(has_text="Answers no. 1")
    expect(said.locator("strong")).to_have_text("年底前")
    expect(said.locator("li")).to_have_count(2)
    expect(said.get_by_role("link", name="线路图")).to_have_attribute("rel", re.compile("nofollow"))
    expect(said.locator("img, script, [onerror]")).to_have_count(0)


def lead_to_the_end(host: Page, netizen: Page) -> None:
    host.get_by_role("textbox", name="What is said").fill("谢谢陈局长,我们休息一下。")
    host.get_by_role("button", name="Put on record").click()
    expect(netizen.locator("li.said").last).to_contain_text("谢谢陈局长")
    host.get_by_role("button", name="Pause", exact=True).click()
    host.get_by_label("What everyone sees meanwhile").fill("五分钟后继续")
    steps.confirm(host, "Pause")
    expect(netizen.locator("#stage [data-when=paused]")).to_contain_text("五分钟后继续")
    host.get_by_role("button", name="Resume").click()
    expect(netizen.locator("li.told").last).to_contain_text("The session goes on.")
    host.get_by_role("button", name="Stop questions").click()
    steps.confirm(host, "Stop questions")
    expect(netizen.locator("[data-closed=closed]")).to_be_visible()
    host.get_by_role("button", name="End", exact=True).click()
    steps.confirm(host, "End the session")
