"""The benchmarks' websocket client against another implementation of RFC 6455."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from benchmarks.client import Address, connect
from benchmarks.frames import CLOSE, PING, TEXT, BadFrame, BadHandshake, Reader
from benchmarks.viewers import Tap, Viewer

HUIYIN = [Subprotocol("huiyin.v1")]
Handler = Callable[[ServerConnection], Awaitable[None]]


@asynccontextmanager
async def serving(
    handler: Handler, protocols: list[Subprotocol] | None = None
) -> AsyncIterator[Address]:
    async with serve(handler, "127.0.0.1", 0, subprotocols=protocols or HUIYIN) as server:
        yield Address("127.0.0.1", next(iter(server.sockets)).getsockname()[1])


async def echo(peer: ServerConnection) -> None:
    async for message in peer:
        await peer.send(message)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
async def test_texts_of_every_length_come_back_as_sent(size: int) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    async with serving(echo) as address:
        socket = await connect(address, "/", heard.put_nowait)
        socket.send(b"a" * size)
        assert await heard.get() == b"a" * size
        socket.close()
        assert await socket.closed == 1000


async def test_the_token_travels_as_a_subprotocol() -> None:
    offered: list[str] = []

    async def note(peer: ServerConnection) -> None:
        assert peer.request is not None
        offered.append(peer.request.headers["Sec-WebSocket-Protocol"])

    async with serving(note) as address:
        socket = await connect(address, "/", lambda _: None, token="t0ken")
        await socket.closed
    assert offered == ["huiyin.v1, token.t0ken"]


async def test_a_ping_is_answered_and_a_close_code_kept() -> None:
    async def ping_then_close(peer: ServerConnection) -> None:
        await (await peer.ping())
        await peer.close(4012, "restarting")

    async with serving(ping_then_close) as address:
        socket = await connect(address, "/", lambda _: None)
        assert await socket.closed == 4012


async def test_a_server_that_chooses_no_subprotocol_is_refused() -> None:
    async with serving(echo, [Subprotocol("another")]) as address:
        with pytest.raises(BadHandshake):
            await connect(address, "/", lambda _: None)


async def test_a_dropped_connection_ends_without_a_close_code() -> None:
    async with serving(echo) as address:
        socket = await connect(address, "/", lambda _: None)
        socket.drop()
        assert await socket.closed == 1006
        with pytest.raises(ConnectionError):
            socket.send(b"too late")


async def test_a_viewer_comes_back_where_it_was() -> None:
    joins: list[int] = []
    done = asyncio.Event()

    async def one_event_at_a_time(peer: ServerConnection) -> None:
        after = json.loads(await peer.recv())["after"]
        joins.append(after)
        await peer.send(json.dumps({"t": "hello", "epoch": "e1", "seq": after}))
        await peer.send(json.dumps({"t": "event", "seq": after + 1}))
        if after == 2:
            done.set()

    async with serving(one_event_at_a_time) as address:
        viewer = Viewer("ana", address, "1", Tap(), epoch="e1")
        following = asyncio.create_task(viewer.follow(random.Random(1)))
        await done.wait()
        following.cancel()
    assert joins[:3] == [0, 1, 2]


def test_frames_are_read_whatever_the_pieces_they_arrive_in() -> None:
    stream = b"\x81\x7e\x00\x80" + b"x" * 128 + b"\x89\x02hi" + b"\x81\x00" + b"\x88\x02\x03\xe8"
    whole = list(Reader().feed(stream))
    assert whole == [(TEXT, b"x" * 128), (PING, b"hi"), (TEXT, b""), (CLOSE, b"\x03\xe8")]
    reader = Reader()
    assert [each for byte in stream for each in reader.feed(bytes([byte]))] == whole


def test_a_fragmented_text_is_put_together_around_a_ping() -> None:
    stream = b"\x01\x02ab" + b"\x89\x00" + b"\x00\x01c" + b"\x80\x01d"
    assert list(Reader().feed(stream)) == [(PING, b""), (TEXT, b"abcd")]


def test_a_masked_frame_from_a_server_is_refused() -> None:
    with pytest.raises(BadFrame):
        list(Reader().feed(b"\x81\x80\x00\x00\x00\x00"))
