"""Fetching an address that somebody typed, without being led into our own network (SSRF).

Only listed hosts are asked, at every step of a redirection. The name is resolved here, once,
every address it has must be a public one, and the connection goes to that very address: a
name that changes its mind in between (DNS rebinding) changes nothing. What goes wrong is told
by host and code; addresses may hold keys and are in no message and in no log.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
from django.conf import settings

from log.codes import Refused
from sessions_app.streams import is_listed

SECONDS = 5.0
ALTOGETHER = 12.0
MOST_BYTES = 256 * 1024
MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# IPv4 addresses that travel inside IPv6 ones by a translator.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: where it was found in the end, and how it begins."""

    address: str
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text; what is no text becomes what no playlist holds."""
        return self.body.decode("utf-8", "replace")


def fetch(address: str, hosts: Iterable[str], *, most: int = MOST_BYTES) -> Fetched:
    """Return what an https address on one of these hosts answers, at most so many bytes of it.

    Raises Refused: stream_bad_address, stream_bad_host, stream_inside (the name leads into a
    network that is not public), stream_no_answer, stream_bad_status.
    """
    until = time.monotonic() + ALTOGETHER
    for _hop in range(MOST_REDIRECTS + 1):
        parts = _checked(address, hosts)
        found = _ask(parts, _resolved(parts), most, until)
        if isinstance(found, bytes):
            return Fetched(address, found)
        address = urljoin(address, found)
    raise Refused("stream_no_answer", host=parts.hostname)


def is_public(address: Address) -> bool:
    """Return whether an address is out in the world: no private, local or special network."""
    inner = _inside(address)
    if settings.STREAM_LOOPBACK and inner.is_loopback:
        return True
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inside(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _checked(address: str, hosts: Iterable[str]) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused("stream_bad_address") from None
    secure = parts.scheme == "https" or (settings.STREAM_LOOPBACK and parts.scheme == "http")
    if not secure or not parts.hostname or "@" in parts.netloc or port == 0:
        raise Refused("stream_bad_address")
    if not is_listed(parts, hosts):
        raise Refused("stream_bad_host", host=parts.hostname)
    return parts


def _resolved(parts: SplitResult) -> Address:
    """Return the address to connect to. Raises Refused unless every one of the name is public."""
    host = parts.hostname or ""
    try:
        rows = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("stream_no_answer", host=host) from None
    found = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    if not found or not all(map(is_public, found)):
        raise Refused("stream_inside", host=host)
    return found[0]


def _ask(parts: SplitResult, address: Address, most: int, until: float) -> bytes | str:
    """Return how the answer begins, or where it says to look instead."""
    headers = {"Host": parts.netloc, "Accept-Encoding": "identity", "User-Agent": "Huiyin"}
    extensions = {"sni_hostname": parts.hostname}
    try:
        pinned = httpx.URL(parts.geturl()).copy_with(host=str(address))
        # Neither a proxy nor a password file of this machine has a say in it.
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
            client.stream("GET", pinned, headers=headers, extensions=extensions) as answer,
        ):
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                return str(answer.headers["location"])
            if not answer.is_success:
                raise Refused("stream_bad_status", host=parts.hostname, status=answer.status_code)
            return _beginning(answer, most, until)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        # Also for where a playlist or a redirection leads: others write those.
        raise Refused("stream_no_answer", host=parts.hostname) from None


def _beginning(answer: httpx.Response, most: int, until: float) -> bytes:
    """Read at most so much. Raises httpx.ReadTimeout for one that drips."""
    body = b""
    for chunk in answer.iter_raw():
        body += chunk
        if len(body) >= most:
            break
        if time.monotonic() > until:
            raise httpx.ReadTimeout("too slow")
    return body[:most]
