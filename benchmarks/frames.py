"""RFC 6455 as a client speaks it: the handshake, masked frames out, plain frames in."""

import base64
import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
ACCEPT_SALT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class BadHandshake(Exception):
    """The server did not agree to a websocket; says what it answered."""


class BadFrame(Exception):
    """The server sent something that RFC 6455 does not allow."""


def handshake(host: str, path: str, protocols: tuple[str, ...]) -> tuple[bytes, bytes]:
    """Return the opening request and the Sec-WebSocket-Accept that must answer it."""
    key = base64.b64encode(os.urandom(16))
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key.decode()}",
        f"Sec-WebSocket-Protocol: {', '.join(protocols)}",
    )
    accept = base64.b64encode(hashlib.sha1(key + ACCEPT_SALT).digest())
    return "\r\n".join((*lines, "", "")).encode(), accept


def check_handshake(head: bytes, accept: bytes, protocol: str) -> None:
    """Raise BadHandshake unless `head` switches to `protocol` with the expected accept key."""
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    if status.split(" ")[1:2] != ["101"]:
        raise BadHandshake(status)
    if headers.get("sec-websocket-accept") != accept.decode():
        raise BadHandshake("wrong Sec-WebSocket-Accept")
    if headers.get("sec-websocket-protocol") != protocol:
        raise BadHandshake(f"subprotocol {headers.get('sec-websocket-protocol')!r}")


def masked(opcode: int, payload: bytes) -> bytes:
    """Return one final frame from a client, masked with a fresh key."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    key = os.urandom(4)
    stream = (key * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")
    return head + key + mixed.to_bytes(size, "big")


@dataclass(slots=True)
class Reader:
    """Cuts a server's bytes into frames, whatever the pieces in which they arrive."""

    rest: bytes = b""
    parts: list[bytes] = field(default_factory=list)
    opcode: int = 0

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield (opcode, payload) of each message that `data` completes; raises BadFrame."""
        data = self.rest + data if self.rest else data
        start, size = 0, len(data)
        while size - start >= 2:
            head, length, begin = data[start], data[start + 1], start + 2
            if head & 0x70 or length & 0x80:
                raise BadFrame(f"reserved bits or a masked server frame: {head:#x} {length:#x}")
            if length >= 126:
                wide = 2 if length == 126 else 8
                if size < begin + wide:
                    break
                length = int.from_bytes(data[begin : begin + wide], "big")
                begin += wide
            if size < begin + length:
                break
            start = begin + length
            yield from self._frame(head, data[begin:start])
        self.rest = data[start:]

    def _frame(self, head: int, payload: bytes) -> Iterator[tuple[int, bytes]]:
        opcode, final = head & 0xF, head & 0x80
        if opcode >= CLOSE or (final and opcode):
            yield opcode, payload
            return
        self.opcode = opcode or self.opcode
        self.parts.append(payload)
        if final:
            whole, self.parts = b"".join(self.parts), []
            yield self.opcode, whole
