"""Live-stream addresses: what kind an address is, and what the page may load for it.

Two kinds are taken: an HLS playlist on a host of settings.STREAM_HOSTS, and a player page on a
host of settings.STREAM_EMBEDS. The content security policy allows exactly these hosts, so an
address that passes here is one that browsers will load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.conf import settings

from log.codes import Refused

Kind = Literal["hls", "embed"]
LONGEST = 400
# A name, not a number: an address made of digits, or in brackets, is no public host's name.
_HOST = re.compile(r"^(?=.{4,253}\Z)([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
_LOOPBACK = "127.0.0.1"
_NOT_IN_ADDRESSES = frozenset(" \\'\"<>")


@dataclass(frozen=True, slots=True)
class Picture:
    """What the page loads: a playlist for <video>, or a player for <iframe>."""

    kind: Kind
    src: str

    @property
    def host(self) -> str:
        """Return the host, to name it in words and logs: addresses may hold keys."""
        return host_of(self.src)


@dataclass(frozen=True, slots=True)
class _Site:
    """Pages of a video site that have a player: where, what names the video, the player."""

    hosts: frozenset[str]
    path: re.Pattern[str]
    player: str
    query: str = ""

    def player_of(self, parts: SplitResult) -> str | None:
        """Return the player's address for a page of this site, or None for another page."""
        found = self.path.match(parts.path)
        if parts.hostname not in self.hosts or found is None:
            return None
        if not self.query:
            return self.player.format(found["id"])
        named = parse_qs(parts.query).get(self.query, [""])[0]
        return self.player.format(named) if _NAME.match(named) else None


_NAME = re.compile(r"^[\w-]{1,40}\Z", re.ASCII)
_ID = r"(?P<id>[A-Za-z0-9_-]{1,40})"
_YOUTUBE = frozenset({"www.youtube.com", "m.youtube.com", "youtube.com"})
_TUBE = "https://www.youtube-nocookie.com/embed/{}"
_QQ = "https://v.qq.com/txp/iframe/player.html?autoplay=false&vid={}"
SITES = (
    _Site(
        frozenset({"www.bilibili.com", "m.bilibili.com", "bilibili.com"}),
        re.compile(r"^/video/(?P<id>BV[A-Za-z0-9]{8,20})/?\Z"),
        "https://player.bilibili.com/player.html?autoplay=0&bvid={}",
    ),
    _Site(
        frozenset({"live.bilibili.com"}),
        re.compile(r"^/(?:h5/)?(?P<id>[0-9]{1,12})/?\Z"),
        "https://www.bilibili.com/blackboard/live/live-activity-player.html?cid={}&mute=1",
    ),
    _Site(
        frozenset({"v.qq.com"}),
        re.compile(rf"^/x/(?:page|cover/[A-Za-z0-9]+)/{_ID}\.html\Z"),
        _QQ,
    ),
    _Site(_YOUTUBE, re.compile(r"^/watch/?\Z"), _TUBE, query="v"),
    _Site(_YOUTUBE, re.compile(rf"^/(?:live|embed)/{_ID}/?\Z"), _TUBE),
    _Site(frozenset({"youtu.be"}), re.compile(rf"^/{_ID}/?\Z"), _TUBE),
)


def understand(address: str) -> Picture:
    """Return what the page loads for an address that staff gave.

    Raises Refused: stream_bad_address, stream_bad_host (the host is on no list),
    stream_unknown (neither a playlist nor a player).
    """
    parts = _read(address.strip())
    if parts.path.lower().endswith(".m3u8"):
        _demand_listed(parts, settings.STREAM_HOSTS)
        return Picture("hls", parts.geturl())
    for site in SITES:
        player = site.player_of(parts)
        if player is not None:
            _demand_listed(urlsplit(player), settings.STREAM_EMBEDS)
            return Picture("embed", player)
    if any(parts.hostname in site.hosts for site in SITES) and not _is_player(parts):
        # A page of a video site around its player: browsers would refuse to frame it.
        raise Refused("stream_unknown")
    _demand_listed(parts, settings.STREAM_EMBEDS)
    return Picture("embed", parts.geturl())


def picture_of(address: str) -> Picture | None:
    """Return what a public page loads; None where there is no stream, or its host is not listed.

    The lists may have become shorter since the address was saved.
    """
    try:
        return understand(address) if address else None
    except Refused:
        return None


def host_of(address: str) -> str:
    """Return the host of an address, or "" where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_listed(parts: SplitResult, hosts: Iterable[str]) -> bool:
    """Return whether an address is on a host of the list; `*.example.cn` stands for all below."""
    name, port = parts.hostname or "", parts.port
    place = f"{name}:{port}" if port not in {None, 443} else name
    return any(
        place == host or (host.startswith("*.") and place.endswith(host[1:])) for host in hosts
    )


def _read(address: str) -> SplitResult:
    """Return the parts of an https address without a name and password in it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("stream_bad_address") from None
    plain = address.isascii() and address.isprintable() and not _NOT_IN_ADDRESSES & set(address)
    if not (plain and len(address) <= LONGEST and _is_public(parts)) or port == 0:
        raise Refused("stream_bad_address")
    return parts._replace(netloc=parts.netloc.lower(), fragment="")


def _is_public(parts: SplitResult) -> bool:
    if "@" in parts.netloc:
        return False
    if settings.STREAM_LOOPBACK and parts.hostname == _LOOPBACK:
        return True
    return parts.scheme == "https" and bool(_HOST.match(parts.hostname or ""))


def _demand_listed(parts: SplitResult, hosts: Iterable[str]) -> None:
    if not is_listed(parts, hosts):
        raise Refused("stream_bad_host", host=parts.hostname)


def _is_player(parts: SplitResult) -> bool:
    return "player" in parts.path
