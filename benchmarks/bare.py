"""The least that Python can do: `python -m benchmarks.bare PORT` hands one frame to everyone.

No session, no log, no limits, no checks: a bare `asyncio.Protocol` under uvloop that greets whoever
joins and writes what one client sends to all. What the platform costs is told as a multiple of it,
measured in the same run, since machines differ and even one machine differs from hour to hour.
"""

import asyncio
import base64
import hashlib
import json
import sys

import uvloop

from benchmarks.client import PROTOCOL
from benchmarks.frames import ACCEPT_SALT, TEXT

EPOCH = "bare"
HELLO = json.dumps({"t": "hello", "epoch": EPOCH, "seq": 0}).encode()


def plain(payload: bytes) -> bytes:
    """Return an unmasked text frame, as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | TEXT, size)) + payload
    return bytes((0x80 | TEXT, 126)) + size.to_bytes(2, "big") + payload


class Bare(asyncio.Protocol):
    """One connection. Reads whole frames only, which is what a local client sends."""

    everyone: "set[Bare]" = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self.open = False

    def data_received(self, data: bytes) -> None:
        if not self.open:
            self._greet(data)
        elif data[0] & 0xF == TEXT:
            self._take(_unmasked(data))

    def connection_lost(self, exc: Exception | None) -> None:
        self.everyone.discard(self)

    def _greet(self, head: bytes) -> None:
        key = head.lower().partition(b"sec-websocket-key: ")[0]
        start = len(key) + len(b"sec-websocket-key: ")
        accept = base64.b64encode(hashlib.sha1(head[start : start + 24] + ACCEPT_SALT).digest())
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Protocol: " + PROTOCOL.encode() + b"\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self.open = True

    def _take(self, payload: bytes) -> None:
        if payload.startswith(b'{"t": "join"'):
            self.everyone.add(self)
            self.transport.write(plain(HELLO))
            return
        frame = plain(payload)
        for each in self.everyone:
            each.transport.write(frame)


def _unmasked(frame: bytes) -> bytes:
    start = 4 if frame[1] & 0x7F == 126 else 2
    key, body = frame[start : start + 4], frame[start + 4 :]
    return bytes(byte ^ key[place & 3] for place, byte in enumerate(body))


async def serve(port: int) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Bare, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
