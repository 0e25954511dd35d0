"""A live page that is open says what is true now, also after the session has moved on."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS = "107 路能不能恢复直达医院?"
PAPER, PLAN, STREAM = (
    "线网方案(征求意见稿)",
    "https://example.org/plan",
    "https://live.example.cn/a.m3u8",
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# One more than the list shows at first.
MANY = 61


def test_the_navigation_moves_on_with_the_session(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", state="collecting")["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    here = page.locator(".site-nav [aria-current]")
    expect(here).to_have_text("Coming")
    site.hands("begin", number=number)
    expect(here).to_have_text("Live")
    site.hands("end", number=number)
    expect(here).to_have_text("Transcripts")


def test_a_pause_puts_the_question_of_the_moment_on_hold(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS], taken_up=True)["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    place = steps.question(page, BUS)
    expect(place.locator(".chip:visible")).to_have_text("Now answering")
    site.hands("pause", number=number, note="五分钟后继续")
    expect(page.locator("[data-when=paused]").locator("visible=true")).to_contain_text("五分钟后")
    expect(place.locator(".chip:visible")).to_have_text("On hold")
    expect(page.get_by_text("Now answering").locator("visible=true")).to_have_count(0)


def test_a_guest_without_a_name_is_called_a_guest_in_the_list(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    question = site.hands("publish", number=number, text=BUS, name="")
    site.hands("take_up", number=number, question=question)
    expect(steps.question(page, BUS).locator("[data-slot=name]")).to_have_text("Guest")
    expect(page.locator("[data-slot=now-name]")).to_have_text("Guest")
    expect(page.locator("li.asked [data-slot=name]")).to_have_text("Guest asks")


def test_what_is_added_while_one_watches_appears_and_takes_nothing_away(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", questions=[BUS], taken_up=True)
    number, question = made["number"], made["questions"][0]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    page.get_by_text("About this session").click()
    steps.write(page, "还没有写完的一句")
    site.hands("read_up", number=number, title=PAPER, link=PLAN, stream=STREAM)
    expect(page.locator(".about-papers").get_by_role("link", name=PAPER)).to_be_visible()
    expect(page.get_by_role("button", name="Watch the live picture")).to_be_visible()
    expect(page.locator("#ask [data-slot=topic]")).to_be_visible()
    expect(page.locator("#ask-text")).to_have_value("还没有写完的一句")
    expect(page.locator("#ask-text")).to_be_focused()

    site.hands("answer", number=number, question=question, source=PLAN)
    source = page.locator("[data-entries] > li.said").last.get_by_role("link", name="线网方案")
    expect(source).to_have_attribute("href", PLAN)
    site.hands("end", number=number, summary="没有回答完的,书面答复。")
    closing = page.locator("[data-slot=closing]")
    expect(closing).to_have_text("没有回答完的,书面答复。")
    expect(page.get_by_role("button", name="Watch the live picture")).to_be_hidden()
    expect(page.locator("#ask-text")).to_have_value("还没有写完的一句")


def test_on_a_phone_back_leads_to_where_one_was(site: Site, someone: SomeoneNew) -> None:
    texts = [f"第 {n} 个问题:{BUS}" for n in range(1, MANY + 2)]
    number = site.hands("session", questions=texts, answered=1)["number"]
    site.hands("say", number=number, texts=["我们继续。"] * 12)
    page = someone(**PHONE).goes_to(f"/sessions/{number}/#q{MANY + 1}")
    main = page.locator("main")
    # Further down than the list goes at first.
    expect(steps.question(page, texts[MANY])).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"/sessions/{number}/")
    steps.follow(page)
    before = page.evaluate("() => { scrollTo(0, 250); return scrollY; }")
    assert before > 100
    for part in ("Questions", "Mine", "Questions"):
        steps.look_at(page, part)
    page.go_back()
    expect(main).to_have_attribute("data-view", "transcript")
    expect(page).to_have_url(re.compile(r"/sessions/\d+/$"))
    steps.until(page, "(before) => scrollY === before", before)
    steps.look_at(page, "Questions")
    page.get_by_role("button", name=re.compile("^Answered")).click()
    steps.question(page, texts[0]).get_by_role("link", name="Read the answer").click()
    expect(main).to_have_attribute("data-view", "transcript")
    expect(page).to_have_url(re.compile(r"#e\d+$"))
    page.go_back()
    expect(main).to_have_attribute("data-view", "questions")
    steps.look_at(page, "Transcript")
    expect(main).to_have_attribute("data-view", "transcript")
    assert page.evaluate("history.state") is None
    # What is neither a part nor a moment leaves the part, and "back", as they are.
    steps.look_at(page, "Questions")
    steps_so_far = page.evaluate("history.length")
    page.locator(".skip").press("Enter")
    expect(main).to_be_focused()
    expect(main).to_have_attribute("data-view", "questions")
    page.set_viewport_size({"width": 1280, "height": 800})
    steps.look_at(page, "Mine")
    page.locator(".skip").press("Enter")
    expect(main).to_be_focused()
    expect(main).to_have_attribute("data-view", "mine")
    assert page.evaluate("history.length") == steps_so_far
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-strip]").click()
    expect(main).to_have_attribute("data-view", "transcript")
    expect(page.locator("#stage .stage-body")).to_be_in_viewport()


def test_a_long_question_leaves_room_for_the_others(site: Site, someone: SomeoneNew) -> None:
    long = "107 路公交车从去年起改道,老人看病要倒两趟车。" * 80
    number = site.hands("session", questions=[long[:2000]], taken_up=True, max_length=2000)[
        "number"
    ]
    page = someone(**PHONE).goes_to(f"/sessions/{number}/")
    words = page.locator("[data-slot=now-text]")
    for text, part in (
        (words, "#stage"),
        (steps.question(page, "107").locator("p").first, "#questions"),
    ):
        if part == "#questions":
            steps.look_at(page, "Questions")
        assert text.evaluate("(it) => it.clientHeight") < 300
        page.locator(part).get_by_role("button", name="Show all").click()
        expect(text).to_be_focused()
        assert text.evaluate("(it) => it.clientHeight") > 1500
        expect(page.locator(part).get_by_role("button", name="Show all")).to_be_hidden()
