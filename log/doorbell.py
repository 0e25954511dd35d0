"""The only file that touches the channel layer: three hints, all of them lossy.

A hint says "look at the log", never what is in it. Whoever misses one looks anyway,
every settings.HEAL_SECONDS. So the layer may lose, double or reorder what it likes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any, Literal, TypedDict

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer

GROUP = "huiyin-doorbell"
logger = logging.getLogger(__name__)
_home: asyncio.AbstractEventLoop | None = None


class Hint(TypedDict, total=False):
    """What goes through the layer. `type` is Channels' own field."""

    type: Literal["doorbell"]
    hint: Literal["at", "tick", "revoke"]
    stream: int
    seq: int
    session: int
    tick: dict[str, Any]
    principal: str
    version: int


def _layer() -> BaseChannelLayer | None:
    return get_channel_layer("doorbell")


async def _ring(hint: Hint) -> None:
    layer = _layer()
    if layer is None:
        return
    try:
        await layer.group_send(GROUP, {"type": "doorbell", **hint})
    except Exception:
        # A lost hint is late news, not lost news; a write must not fail for it.
        logger.warning("doorbell is silent", exc_info=True)


def live_here(loop: asyncio.AbstractEventLoop) -> None:
    """Name the loop that rings for this process, so that a writing thread need not wait."""
    global _home
    _home = loop


def _ring_from_anywhere(hint: Hint) -> None:
    if _home is not None and _home.is_running():
        asyncio.run_coroutine_threadsafe(_ring(hint), _home)
    else:
        async_to_sync(_ring)(hint)


def at(stream: int, seq: int) -> None:
    """Say that a stream has reached `seq`. Called on commit by the log."""
    _ring_from_anywhere({"hint": "at", "stream": stream, "seq": seq})


def revoke(principal: str, version: int) -> None:
    """Say that tokens of `principal` older than `version` are no longer good."""
    _ring_from_anywhere({"hint": "revoke", "principal": principal, "version": version})


async def tick(session: int, values: dict[str, Any]) -> None:
    """Send a session's running figures; the latest wins. The caller keeps them under 1 kB."""
    await _ring({"hint": "tick", "session": session, "tick": values})


async def hints() -> AsyncIterator[Hint]:
    """Yield hints for as long as the caller listens; survives a layer that goes away."""
    layer = _layer()
    if layer is None:
        return
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        while True:
            yield await layer.receive(channel)
    finally:
        with contextlib.suppress(Exception):
            await layer.group_discard(GROUP, channel)
