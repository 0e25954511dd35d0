"""The live picture: nothing loads before a tap, nothing jumps, nothing plays behind the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from sessions_app import player
from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_accessibility import broken_in_light_and_dark

HLS = "https://live.example.cn/a.m3u8"
EMBED = "https://www.bilibili.com/video/BV1xx411c7mD"
PLAYER = "https://player.bilibili.com/**"
# What a browser says of a playlist: this one plays it, or does not.
PLAYS = "HTMLMediaElement.prototype.canPlayType = () => '{}';"
# What the player needs of a browser; without it there is only the link.
NO_BUFFERS = "delete window.MediaSource; delete window.ManagedMediaSource;"
# A second of a real stream, of 160 x 90 pixels.
SEGMENT = (Path(__file__).parents[1] / "fixtures" / "hls" / "0.ts").read_bytes()
PLAYLIST = """#EXTM3U
#EXT-X-VERSION:3
#EXT-X-TARGETDURATION:1
#EXTINF:1.0,
0.ts
#EXT-X-ENDLIST
"""
OPEN = {"Access-Control-Allow-Origin": "*"}
FETCHED = (settings.PLAYER / player.FILE).is_file()


def watch(page: Page) -> None:
    page.get_by_role("button", name="Watch the live picture").click()


def test_a_player_is_framed_after_a_tap_and_shut_in(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", stream_url=EMBED)["number"]
    viewer = someone()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<p>player</p>")

    viewer.context.route(PLAYER, answer)
    page = viewer.goes_to(f"/sessions/{number}/")
    expect(page.locator("main[data-view]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert asked == []
    watch(page)
    frame = page.locator(".picture-frame iframe")
    expect(frame).to_have_attribute("sandbox", "allow-scripts allow-same-origin allow-presentation")
    expect(frame).to_have_attribute("title", "Live picture · 让出行更顺畅")
    expect(page.frame_locator(".picture-frame iframe").locator("p")).to_have_text("player")
    page.get_by_role("button", name="Close the picture").click()
    expect(frame).to_have_count(0)
    expect(page.get_by_role("button", name="Watch the live picture")).to_be_focused()


def test_a_playlist_plays_where_the_browser_can_and_ends_with_the_session(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", stream_url=HLS)["number"]
    viewer = someone()
    viewer.expects("live.example.cn")
    viewer.context.add_init_script(PLAYS.format("maybe"))
    viewer.context.route(HLS, lambda route: route.abort())
    page = viewer.goes_to(f"/sessions/{number}/")
    watch(page)
    video = page.locator(".picture-frame video")
    expect(video).to_have_attribute("src", HLS)
    expect(video).not_to_have_attribute("autoplay", "")
    expect(page.locator(".picture-bar")).to_contain_text("The picture does not come at the moment")
    site.hands("end", number=number)
    expect(page.locator("[data-picture]")).to_be_hidden()
    expect(video).to_have_count(0)


def test_elsewhere_another_player_is_offered(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", stream_url=HLS)["number"]
    viewer = someone()
    viewer.context.add_init_script(PLAYS.format("") + NO_BUFFERS)
    page = viewer.goes_to(f"/sessions/{number}/")
    watch(page)
    link = page.get_by_role("link", name="Open it in your player")
    expect(link).to_have_attribute("href", HLS)


def test_where_it_cannot_be_loaded_the_page_says_so(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", stream_url=HLS)["number"]
    viewer = someone()
    viewer.expects("ERR_FAILED")
    viewer.context.route(re.compile(r"/live/picture[^/]*\.js"), lambda route: route.abort())
    page = viewer.goes_to(f"/sessions/{number}/")
    watch(page)
    expect(steps.toast(page, "The picture does not come at the moment")).to_be_visible()


@pytest.mark.skipif(not FETCHED, reason="the player was not fetched: make player")
def test_the_player_plays_where_the_browser_cannot_and_tries_again(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", stream_url=HLS)["number"]
    viewer = someone(viewport={"width": 390, "height": 844})
    viewer.expects("live.example.cn")
    viewer.context.add_init_script(
        "const can = HTMLMediaElement.prototype.canPlayType; HTMLMediaElement.prototype"
        ".canPlayType = function (type) { return type.includes('mpegurl') ? '' : can.call(this, type); };"
    )
    answers = iter([lambda route: route.abort()])

    def playlist(route: Route) -> None:
        broken = next(answers, None)
        if broken:
            broken(route)
        else:
            route.fulfill(body=PLAYLIST, headers=OPEN, content_type="application/vnd.apple.mpegurl")

    viewer.context.route(HLS, playlist)
    viewer.context.route(
        "https://live.example.cn/0.ts",
        lambda route: route.fulfill(body=SEGMENT, headers=OPEN, content_type="video/mp2t"),
    )
    page = viewer.goes_to(f"/sessions/{number}/")
    steps.follow(page)
    watch(page)
    video = page.locator(".picture-frame video")
    steps.until(page, "() => document.querySelector('.picture-frame video')?.videoWidth === 160")
    assert video.evaluate("video => [video.controls, video.src.slice(0, 5)]") == [True, "blob:"]
    # On another part of a phone's page it goes on, small, and can be closed there.
    steps.look_at(page, "Questions")
    expect(video).to_be_in_viewport(ratio=1)
    box = video.bounding_box()
    assert box is not None
    assert box["width"] < 200
    page.get_by_role("button", name="Close the picture").click()
    expect(video).to_have_count(0)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("state", ["announced", "collecting", "live"])
def test_the_page_is_open_to_everyone_before_and_while_it_runs(
    site: Site, someone: SomeoneNew, state: str, locale: str
) -> None:
    made = site.hands("session", state=state, stream_url=HLS, asking="phone", slow_seconds=20)
    site.hands("read_up", number=made["number"], title="提案全文", link="https://www.example.cn/a")
    page = someone("netizen", locale=locale).goes_to(f"/sessions/{made['number']}/")
    expect(page.locator("main[data-view]")).to_be_attached()
    page.locator("#about").evaluate("about => { about.open = true; }")
    assert broken_in_light_and_dark(page) == []
