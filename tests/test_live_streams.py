"""Live-stream addresses: what is taken, what it becomes, what is refused and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config import environment
from log.codes import Refused
from sessions_app import streams


@pytest.fixture(autouse=True)
def lists(settings: Any) -> None:
    settings.STREAM_HOSTS = ["live.example.cn", "*.cdn.example.cn", "odd.example.cn:8443"]
    settings.STREAM_EMBEDS = [
        "player.bilibili.com",
        "www.bilibili.com",
        "v.qq.com",
        "www.youtube-nocookie.com",
        "tv.example.cn",
    ]


@pytest.mark.parametrize(
    ("address", "kind", "src"),
    [
        ("https://live.example.cn/a/b.m3u8", "hls", "https://live.example.cn/a/b.m3u8"),
        (" https://LIVE.example.cn/b.M3U8?k=1#x ", "hls", "https://live.example.cn/b.M3U8?k=1"),
        ("https://live.example.cn:443/b.m3u8", "hls", "https://live.example.cn:443/b.m3u8"),
        ("https://n7.cdn.example.cn/b.m3u8", "hls", "https://n7.cdn.example.cn/b.m3u8"),
        ("https://odd.example.cn:8443/b.m3u8", "hls", "https://odd.example.cn:8443/b.m3u8"),
        (
            "https://www.bilibili.com/video/BV1xx411c7mD/?spm=1",
            "embed",
            "https://player.bilibili.com/player.html?autoplay=0&bvid=BV1xx411c7mD",
        ),
        (
            "https://live.bilibili.com/21452505",
            "embed",
            "https://www.bilibili.com/blackboard/live/live-activity-player.html"
            "?cid=21452505&mute=1",
        ),
        (
            "https://v.qq.com/x/cover/mzc00200abc/p0045lk1f8d.html",
            "embed",
            "https://v.qq.com/txp/iframe/player.html?autoplay=false&vid=p0045lk1f8d",
        ),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
            "embed",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ",
            "embed",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD",
            "embed",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD",
        ),
        ("https://tv.example.cn/live/7", "embed", "https://tv.example.cn/live/7"),
    ],
)
def test_an_address_becomes_what_the_page_loads(address: str, kind: str, src: str) -> None:
    assert streams.understand(address) == streams.Picture(kind, src)  # type: ignore[arg-type]
    assert streams.picture_of(address) is not None


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "stream_bad_address"),
        ("http://live.example.cn/b.m3u8", "stream_bad_address"),
        ("javascript:alert(1)//live.example.cn/b.m3u8", "stream_bad_address"),
        ("data:text/html,x", "stream_bad_address"),
        ("//live.example.cn/b.m3u8", "stream_bad_address"),
        ("https://user:word@live.example.cn/b.m3u8", "stream_bad_address"),
        ("https://live.example.cn@evil.example/b.m3u8", "stream_bad_address"),
        ("https://evil.example\\@live.example.cn/b.m3u8", "stream_bad_address"),
        ("https://live.example.cn/b.m3u8 https://evil.example", "stream_bad_address"),
        ("https://live.example.cn:99999/b.m3u8", "stream_bad_address"),
        ("https://live.example.cn:0/b.m3u8", "stream_bad_address"),
        ("https://127.0.0.1/b.m3u8", "stream_bad_address"),
        ("https://2130706433/b.m3u8", "stream_bad_address"),
        ("https://0x7f.1/b.m3u8", "stream_bad_address"),
        ("https://[::1]/b.m3u8", "stream_bad_address"),
        ("https://localhost/b.m3u8", "stream_bad_address"),
        ("https://直播.example.cn/b.m3u8", "stream_bad_address"),
        ('https://live.example.cn/"onload="x.m3u8', "stream_bad_address"),
        ("https://live.example.cn/" + "a" * 400 + ".m3u8", "stream_bad_address"),
        ("https://other.example.cn/b.m3u8", "stream_bad_host"),
        ("https://cdn.example.cn/b.m3u8", "stream_bad_host"),
        ("https://evilcdn.example.cn/b.m3u8", "stream_bad_host"),
        ("https://live.example.cn.evil.example/b.m3u8", "stream_bad_host"),
        ("https://live.example.cn:8443/b.m3u8", "stream_bad_host"),
        ("https://odd.example.cn/b.m3u8", "stream_bad_host"),
        ("https://tv.example.cn/b.m3u8", "stream_bad_host"),
        ("https://live.example.cn/b.mp4", "stream_bad_host"),
        ("https://www.bilibili.com/", "stream_unknown"),
        ("https://www.bilibili.com/video/av1", "stream_unknown"),
        ("https://v.qq.com/channel/choice", "stream_unknown"),
        ("https://www.youtube.com/watch?v=%22%3E%3Cscript", "stream_unknown"),
        ("https://www.youtube.com/@somebody", "stream_unknown"),
    ],
)
def test_any_other_address_is_refused_in_words(address: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        streams.understand(address)
    assert caught.value.code == code
    assert caught.value.message()
    assert streams.picture_of(address) is None


def test_an_embed_whose_player_is_on_no_list_is_refused_by_the_players_host(settings: Any) -> None:
    settings.STREAM_EMBEDS = []
    with pytest.raises(Refused) as caught:
        streams.understand("https://youtu.be/dQw4w9WgXcQ")
    assert caught.value.params == {"host": "www.youtube-nocookie.com"}


@pytest.mark.parametrize("listed", ["https://a.cn", "a.cn; script-src *", "*", "a cn", "A.cn/x"])
def test_what_is_no_host_never_gets_into_the_security_policy(
    listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIYIN_STREAM_HOSTS", listed)
    with pytest.raises(ImproperlyConfigured):
        environment.hosts("HUIYIN_STREAM_HOSTS")


@pytest.mark.django_db
def test_the_policy_allows_frames_of_the_listed_players_and_nothing_more(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["frame-src"] == (
        "https://player.bilibili.com https://www.bilibili.com https://v.qq.com"
    )
    assert rules["media-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert project.STREAM_LOOPBACK is False
