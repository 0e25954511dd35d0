"""A bad line between a browser and the site: every byte comes late, and only so many at once.

What browsers offer for that themselves delays requests, but not what comes and goes by socket.
This is a proxy (SOCKS 5): for the browser the site keeps its address.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue

CHUNK = 4096
NO_PASSWORD, CONNECTED = b"\x05\x00", b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
BY_NAME, OF_FOUR = 3, 1
# A piece of what is said, and when it is due at the other end.
OnItsWay = SimpleQueue[tuple[float, bytes]]


class SlowLine:
    """A line; quick until somebody sets how slow it is."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        # Seconds from end to end, one way; bytes in a second, each way.
        self.delay, self.rate = 0.0, float("inf")
        self._ends: list[socket.socket] = [self.door]
        self._start(self._welcome)

    @property
    def proxy(self) -> dict[str, str]:
        """Return how a browser's context is told to use it, for the machine's own site too."""
        port = self.door.getsockname()[1]
        return {"server": f"socks5://127.0.0.1:{port}", "bypass": "<-loopback>"}

    def becomes_slow(self, *, delay: float = 1.0, rate: float = 20_000) -> None:
        """Be slow from now on: `delay` seconds one way, twice that for an answer."""
        self.delay, self.rate = delay, rate

    def close(self) -> None:
        """Cut everything."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _start(self, run: Callable[..., None], *ends: object) -> None:
        threading.Thread(target=run, args=ends, daemon=True).start()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                browser = self.door.accept()[0]
                self._ends.append(browser)
                self._start(self._carry, browser)

    def _carry(self, browser: socket.socket) -> None:
        with suppress(OSError, IndexError):
            site = socket.create_connection(("127.0.0.1", self._wanted(browser)))
            self._ends.append(site)
            browser.sendall(CONNECTED)
            for source, sink in ((browser, site), (site, browser)):
                on_its_way: OnItsWay = SimpleQueue()
                self._start(self._take, source, on_its_way)
                self._start(_hand_on, on_its_way, sink)
            return
        browser.close()

    def _wanted(self, browser: socket.socket) -> int:
        """Return the port the browser wants; the host is always this machine."""
        browser.recv(browser.recv(2)[1], socket.MSG_WAITALL)
        browser.sendall(NO_PASSWORD)
        kind = browser.recv(4, socket.MSG_WAITALL)[3]
        length = browser.recv(1)[0] if kind == BY_NAME else 4 if kind == OF_FOUR else 16
        browser.recv(length, socket.MSG_WAITALL)
        return int.from_bytes(browser.recv(2, socket.MSG_WAITALL), "big")

    def _take(self, source: socket.socket, on_its_way: OnItsWay) -> None:
        piece, due = b"first", 0.0
        while piece:
            piece = b""
            with suppress(OSError):
                piece = source.recv(CHUNK)
            due = max(time.monotonic() + self.delay, due + len(piece) / self.rate)
            on_its_way.put((due, piece))


def _hand_on(on_its_way: OnItsWay, sink: socket.socket) -> None:
    with suppress(OSError):
        while True:
            due, piece = on_its_way.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not piece:
                break
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_line() -> Iterator[SlowLine]:
    """Give a line that is open until the end."""
    line = SlowLine()
    try:
        yield line
    finally:
        line.close()
