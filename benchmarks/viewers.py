"""Viewers of one session: what each one saw, when, and how it comes back after a lost socket."""

import asyncio
import contextlib
import json
import random
from array import array
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import Any

from benchmarks.client import Address, Socket, connect
from benchmarks.frames import BadHandshake
from benchmarks.history import Beat, History, Join, Saw, Step


class Tap:
    """Everything that a crowd heard, each distinct frame once: a frame is parsed when it is new.

    `heard` counts deliveries of events, so that a publisher can wait until all have been made.
    """

    def __init__(self) -> None:
        self.events: dict[bytes, Saw] = {}
        self.others: set[bytes] = set()
        self.heard = 0
        self._target = 0
        self._reached = asyncio.Event()

    def learn(self, payload: bytes, frame: dict[str, Any]) -> Saw:
        """Remember a new event frame; the same bytes are found in `events` from now on."""
        saw = Saw(frame["seq"], comparable(frame))
        self.events[payload] = saw
        return saw

    def count(self) -> None:
        """Note that one more event has been delivered to someone."""
        self.heard += 1
        if self.heard == self._target:
            self._reached.set()

    async def until(self, deliveries: int, seconds: float) -> bool:
        """Wait until so many deliveries have been made; return whether they were in time."""
        self._target = deliveries
        self._reached.clear()
        if self.heard < deliveries:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._reached.wait(), seconds)
        return self.heard >= deliveries

    def texts(self) -> list[str]:
        """Return all that was heard, once each, as text without escapes."""
        frames = [json.loads(payload) for payload in (*self.events, *self.others)]
        return [json.dumps(frame, ensure_ascii=False) for frame in frames]


def comparable(frame: dict[str, Any]) -> str:
    """Return an event frame in a form that is equal for equal frames."""
    return json.dumps(frame, sort_keys=True, ensure_ascii=False)


@dataclass(slots=True)
class Viewer:
    """One person at the live page: a position, a history, and a socket while there is one."""

    who: str
    address: Address
    session: str
    tap: Tap
    epoch: str = ""
    after: int = 0
    token: str = ""
    steps: list[Step] = field(default_factory=list)
    times: "array[int]" = field(default_factory=lambda: array("q"))
    codes: list[int] = field(default_factory=list)
    back_ms: list[float] = field(default_factory=list)
    resyncs: int = 0
    socket: Socket | None = None
    greeted: asyncio.Event = field(default_factory=asyncio.Event)

    async def join(self) -> Socket:
        """Open a socket and ask to go on where this viewer is; raises what `connect` raises."""
        path = f"/ws/v1/sessions/{self.session}"
        self.greeted.clear()
        self.socket = await connect(self.address, path, self.hear, token=self.token)
        self.say_where()
        return self.socket

    def say_where(self) -> None:
        self.steps.append(Join(self.epoch, self.after))
        join = {"t": "join", "epoch": self.epoch, "after": self.after}
        if self.socket is not None:
            self.socket.send(json.dumps(join).encode())

    def hear(self, payload: bytes) -> None:
        saw = self.tap.events.get(payload)
        if saw is None:
            frame = json.loads(payload)
            if frame["t"] != "event":
                self.heed(payload, frame)
                return
            saw = self.tap.learn(payload, frame)
        self.steps.append(saw)
        self.times.append(perf_counter_ns())
        self.after = saw.seq
        self.tap.count()

    def heed(self, payload: bytes, frame: dict[str, Any]) -> None:
        """Take in a frame that is not an event; a subclass that acts overrides this."""
        match frame["t"]:
            case "hello":
                self.steps.append(Beat(frame["epoch"], frame["seq"], sent=False))
                self.greeted.set()
            case "at":
                self.steps.append(Beat(frame["epoch"], frame["seq"]))
            case "resync":
                self.resyncs += 1
        if not self.token:
            self.tap.others.add(payload)

    async def follow(self, dice: random.Random) -> None:
        """Stay with the session until cancelled: whenever the socket ends, come back and resume."""
        lost = perf_counter_ns()
        while True:
            try:
                socket = await self.join()
                await asyncio.wait_for(self.greeted.wait(), 30)
            except (OSError, BadHandshake, TimeoutError):
                self.leave()
                await asyncio.sleep(dice.uniform(0.05, 0.25))
                continue
            if self.codes:
                self.back_ms.append((perf_counter_ns() - lost) / 1e6)
            self.codes.append(await socket.closed)
            lost = perf_counter_ns()
            await asyncio.sleep(dice.uniform(0, 0.1))

    @property
    def listening(self) -> bool:
        """Whether this viewer has an open socket and has been greeted on it."""
        open_now = self.socket is not None and not self.socket.closed.done()
        return open_now and self.greeted.is_set()

    def leave(self) -> None:
        """Let go of the socket, if there is one."""
        if self.socket is not None:
            self.socket.drop()

    def history(self) -> History:
        return History(self.who, self.steps)
