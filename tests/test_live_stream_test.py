"""Trying a stream from the server: what works, and that nobody leads it into our own network."""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from log.codes import Refused
from log.models import Event
from sessions_app import fetching
from sessions_app.models import Session
from sessions_app.services import stream_test
from tests import cast

LIVE = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nseg1.ts?key=暗号\n#EXTINF:4,\nseg2.ts\n"
MASTER = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nlow/live.m3u8\n"
Answer = tuple[int, dict[str, str], bytes]


class Origin(ThreadingHTTPServer):
    """A real server on this computer that answers from a table, and remembers what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def text(self, path: str, body: str, status: int = 200) -> None:
        self.answers[path] = (status, {}, body.encode())

    def sends_to(self, path: str, location: str) -> None:
        self.answers[path] = (302, {"Location": location}, b"")


class _Handler(BaseHTTPRequestHandler):
    server: Origin

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        nothing: Answer = (404, {}, b"")
        status, headers, body = self.server.answers.get(self.path, nothing)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def origin(settings: Any) -> Iterator[Origin]:
    server = Origin()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.STREAM_LOOPBACK = True
    settings.STREAM_HOSTS = [server.place]
    settings.STREAM_EMBEDS = [server.place]
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.message()
    return caught.value.code


# --- What works -----------------------------------------------------------------


def test_a_live_playlist_whose_newest_segment_answers_passes(origin: Origin) -> None:
    origin.text("/live.m3u8?k=1", LIVE)
    origin.text("/seg2.ts", "picture")
    picture = stream_test.look(f"http://{origin.place}/live.m3u8?k=1")
    assert picture.kind == "hls"
    assert [path for _host, path in origin.asked] == ["/live.m3u8?k=1", "/seg2.ts"]
    assert {host for host, _path in origin.asked} == {origin.place}


def test_a_playlist_of_variants_is_followed_also_over_a_redirection(origin: Origin) -> None:
    origin.sends_to("/go.m3u8", "/a/master.m3u8")
    origin.text("/a/master.m3u8", MASTER)
    origin.text("/a/low/live.m3u8", LIVE)
    origin.text("/a/low/seg2.ts", "picture")
    stream_test.look(f"http://{origin.place}/go.m3u8")
    assert [path for _host, path in origin.asked][-1] == "/a/low/seg2.ts"


def test_a_player_passes_when_its_page_answers(origin: Origin) -> None:
    origin.text("/player/7", "<html>")
    assert stream_test.look(f"http://{origin.place}/player/7").kind == "embed"


@pytest.mark.parametrize(
    ("playlist", "code"),
    [
        ("<html>no such channel</html>", "stream_not_playlist"),
        ("", "stream_not_playlist"),
        ("\x00\x01\x02", "stream_not_playlist"),
        ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n", "stream_not_playlist"),
        (LIVE + "#EXT-X-ENDLIST\n", "stream_not_live"),
        ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n", "stream_no_segment"),
        ("#EXTM3U\n#EXTINF:4,\nempty.ts\n", "stream_no_segment"),
        ("#EXTM3U\n#EXTINF:4,\nmissing.ts\n", "stream_bad_status"),
        ("#EXTM3U\n#EXTINF:4,\nhttps://evil.example/s.ts\n", "stream_bad_host"),
        ("#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n", "stream_bad_address"),
        ("#EXTM3U\n#EXTINF:4,\nhttps://a@b/s.ts\n", "stream_bad_address"),
        ("#EXTM3U\n#EXTINF:4,\nx\x01.ts\n", "stream_no_answer"),
    ],
)
def test_what_is_wrong_with_a_stream_is_said(origin: Origin, playlist: str, code: str) -> None:
    origin.text("/live.m3u8", playlist)
    origin.text("/empty.ts", "")
    assert code_of(lambda: stream_test.look(f"http://{origin.place}/live.m3u8")) == code


def test_a_server_that_is_not_there_or_says_no_or_goes_in_circles(origin: Origin) -> None:
    origin.sends_to("/round.m3u8", "/round.m3u8")
    at = f"http://{origin.place}"
    assert code_of(lambda: stream_test.look(f"{at}/none.m3u8")) == "stream_bad_status"
    assert code_of(lambda: stream_test.look(f"{at}/round.m3u8")) == "stream_no_answer"
    assert len(origin.asked) == 1 + fetching.MOST_REDIRECTS + 1


def test_no_more_is_read_than_is_needed(origin: Origin) -> None:
    origin.text("/big", "x" * 3_000_000)
    found = fetching.fetch(f"http://{origin.place}/big", [origin.place], most=5000)
    assert found.body == b"x" * 5000


def test_one_that_drips_is_given_up(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    origin.text("/drip.m3u8", LIVE)
    monkeypatch.setattr(fetching, "ALTOGETHER", -1.0)
    at = f"http://{origin.place}/drip.m3u8"
    assert code_of(lambda: fetching.fetch(at, [origin.place])) == "stream_no_answer"


# --- Our own network --------------------------------------------------------------


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_no_address_of_a_network_that_is_not_public_is_asked(inside: str) -> None:
    assert not fetching.is_public(ipaddress.ip_address(inside))


@pytest.mark.parametrize("outside", ["1.1.1.1", "203.107.1.1", "2606:4700:4700::1111"])
def test_addresses_out_in_the_world_are(outside: str) -> None:
    assert fetching.is_public(ipaddress.ip_address(outside))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let the resolver give one answer after the other; return the names it was asked for."""
    asked: list[str] = []
    left = list(answers)

    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *options: Any, **named: Any) -> list[Any]:
        if not host.endswith(".cn"):
            return list(real(host, port, *options, **named))
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "addresses", [["10.0.0.7"], ["1.1.1.1", "127.0.0.1"], ["::ffff:169.254.169.254"], []]
)
def test_a_listed_name_that_leads_inside_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, settings: Any, addresses: list[str]
) -> None:
    settings.STREAM_HOSTS = ["live.example.cn"]
    resolving(monkeypatch, addresses)
    at = "https://live.example.cn/live.m3u8"
    assert code_of(lambda: stream_test.look(at)) == "stream_inside"


def test_a_name_is_resolved_once_and_that_very_address_is_asked(
    monkeypatch: pytest.MonkeyPatch, origin: Origin
) -> None:
    """DNS rebinding: the second answer, which would lead elsewhere, is never asked for."""
    port = origin.server_address[1]
    origin.text("/live.m3u8", LIVE)
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.7"])
    fetching.fetch(f"http://live.example.cn:{port}/live.m3u8", [f"live.example.cn:{port}"])
    assert asked == ["live.example.cn"]
    assert origin.asked == [(f"live.example.cn:{port}", "/live.m3u8")]


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "stream_bad_host"),
        ("http://[::1]/x.m3u8", "stream_bad_host"),
        ("http://2130706433/x.m3u8", "stream_bad_host"),
        ("http://0x7f000001/x.m3u8", "stream_bad_host"),
        ("http://127.0.0.1:1/x.m3u8", "stream_bad_host"),
        ("http://localhost/x.m3u8", "stream_bad_host"),
        ("//evil.example/x.m3u8", "stream_bad_host"),
        ("gopher://127.0.0.1/x", "stream_bad_address"),
        ("file:///etc/passwd", "stream_bad_address"),
        ("http://127.0.0.1:99999/x", "stream_bad_address"),
        ("http://user:word@127.0.0.1/x", "stream_bad_address"),
    ],
)
def test_no_redirection_leads_anywhere_else(origin: Origin, location: str, code: str) -> None:
    origin.sends_to("/live.m3u8", location)
    assert code_of(lambda: stream_test.look(f"http://{origin.place}/live.m3u8")) == code
    assert len(origin.asked) == 1


def test_a_redirection_to_a_listed_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, origin: Origin, settings: Any
) -> None:
    settings.STREAM_HOSTS = [origin.place, "cdn.example.cn"]
    origin.sends_to("/live.m3u8", "https://cdn.example.cn/live.m3u8")
    resolving(monkeypatch, ["192.168.0.9"])
    at = f"http://{origin.place}/live.m3u8"
    assert code_of(lambda: stream_test.look(at)) == "stream_inside"


@pytest.mark.parametrize("address", ["http://127.0.0.1/a.m3u8", "http://live.example.cn/a.m3u8"])
def test_without_the_tests_own_setting_neither_this_computer_nor_plain_http_is_asked(
    settings: Any, address: str
) -> None:
    settings.STREAM_HOSTS = ["127.0.0.1", "live.example.cn"]
    assert code_of(lambda: stream_test.look(address)) == "stream_bad_address"
    assert code_of(lambda: fetching.fetch(address, settings.STREAM_HOSTS)) == "stream_bad_address"


# --- What is kept -----------------------------------------------------------------


def planned(origin: Origin, path: str) -> Session:
    return cast.make_session("draft", stream_url=f"http://{origin.place}{path}")


def was_tested(session: Session) -> bool:
    return session.stream_tested_at is not None


def results() -> list[dict[str, str]]:
    told = Event.objects.filter(data__act="session.stream_tested").order_by("pk")
    return [change for event in told for change in (event.data or {})["changes"]]


@pytest.mark.django_db
def test_the_result_is_kept_and_on_record_without_the_address(
    origin: Origin, caplog: pytest.LogCaptureFixture
) -> None:
    session = planned(origin, "/live.m3u8?secret=hush")
    origin.text("/live.m3u8?secret=hush", LIVE)
    origin.text("/seg2.ts", "picture")
    with caplog.at_level(logging.DEBUG):
        stream_test.try_stream(session, by=cast.host())
        assert was_tested(session)
        del origin.answers["/seg2.ts"]
        again = code_of(lambda: stream_test.try_stream(session, by=cast.host()))
        assert again == "stream_bad_status"
    assert not was_tested(session)
    assert results() == [
        {"field": "127.0.0.1", "before": "", "after": "ok"},
        {"field": "127.0.0.1", "before": "", "after": "stream_bad_status"},
    ]
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert "hush" not in "".join(ours)


@pytest.mark.django_db
def test_a_session_without_a_stream_has_nothing_to_try() -> None:
    session = cast.make_session("draft")
    assert code_of(lambda: stream_test.try_stream(session, by=cast.host())) == "stream_bad_address"
    assert not was_tested(session)
