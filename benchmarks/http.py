"""A keep-alive HTTP client for acts by POST, one connection per asker, no more than is needed."""

import asyncio
import json
from dataclasses import dataclass
from time import monotonic
from typing import Any

from benchmarks.client import Address

IDLE_SECONDS = 3.0  # servers end a connection that is idle for 5: a new one is opened before that


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status and the body as parsed JSON (None when there was none)."""

    status: int
    body: Any


class Http:
    """One connection that is opened when first needed and again when the server has closed it."""

    def __init__(self, address: Address, *, patience: float = 30.0) -> None:
        self._address = address
        self._patience = patience
        self._used = 0.0
        self._turn = asyncio.Lock()  # one request at a time on one connection
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def request(
        self, method: str, path: str, body: object = None, *, token: str = ""
    ) -> Reply:
        """Send one request and return its reply; raises ConnectionError or TimeoutError."""
        try:
            async with self._turn, asyncio.timeout(self._patience):
                reader, writer = await self._connection()
                writer.write(self._encode(method, path, body, token))
                return await self._reply(reader)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError) as lost:
            self.close()
            if isinstance(lost, asyncio.CancelledError | TimeoutError):
                raise
            raise ConnectionResetError(str(lost)) from lost

    async def fire(self, path: str, body: object, *, token: str = "") -> None:
        """Send a POST and hang up without reading the answer."""
        _, writer = await self._connection()
        writer.write(self._encode("POST", path, body, token))
        await writer.drain()
        self.close()

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if monotonic() - self._used > IDLE_SECONDS:
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._address.host, self._address.port)
        self._used = monotonic()
        return self._streams

    def _encode(self, method: str, path: str, body: object, token: str) -> bytes:
        payload = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._address}",
            "Content-Type: application/json",
            f"Content-Length: {len(payload)}",
        ]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        return "\r\n".join((*lines, "", "")).encode() + payload

    async def _reply(self, reader: asyncio.StreamReader) -> Reply:
        status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
        }
        if headers.get("transfer-encoding") == "chunked":
            payload = await _chunks(reader)
        else:
            payload = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Reply(int(status.split(" ")[1]), json.loads(payload) if payload else None)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(parts)
