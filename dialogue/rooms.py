"""The rooms of this process, wired to the log and the database."""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import orjson

from accounts.principals import Principal
from dialogue import shown, threads
from dialogue.events import PollWordTakenBack, QuestionTakenDown
from dialogue.figures import FIGURES, Totals
from dialogue.hub import Room
from dialogue.intake import Intake
from dialogue.presence import Presence, Seat
from dialogue.ring import Frame
from log import reading
from log.codes import Close
from log.models import Event
from sessions_app import queries as sessions
from sessions_app.models import Session

# Figures of another process that are older than this are not counted any more.
VIEWERS_KEPT_SECONDS = 15.0
# After these, earlier entries are sent without some of their words.
WITHDRAWS = frozenset({QuestionTakenDown.kind, PollWordTakenBack.kind})


def encode(message: dict[str, Any], event: Event | None = None) -> Frame:
    """Return a message as a frame, encoded once for all who get it."""
    payload = orjson.dumps(message, option=orjson.OPT_NON_STR_KEYS)
    if event is None:
        return Frame(payload)
    withdraws = event.kind in WITHDRAWS
    return Frame(payload, event.seq, event.number or 0, withdraws)


@dataclass(slots=True)
class PublicLog:
    """Reads the public stream of one session for its room."""

    stream_id: int

    async def read(self, after: int, limit: int) -> list[Frame]:
        """Return encoded frames after a position."""
        return await threads.read(self._read, after, limit)

    def _read(self, after: int, limit: int) -> list[Frame]:
        events = reading.after(self.stream_id, after, limit=limit)
        return [
            encode(frame, event)
            for event, frame in zip(events, shown.frames(self.stream_id, events), strict=True)
        ]


class Member(Protocol):
    """A follower with a name: what a room must know to send personal news, or to close."""

    principal: Principal | None
    desk: bool
    # At which desk they sit; "" for whoever did not say.
    place: str
    language: str

    def is_away(self) -> bool:
        """Return whether they have not answered for a while, though the connection stands."""

    def write(self, frame: Frame) -> None:
        """Hand a frame over; never waits."""

    def dismiss(self, why: Close) -> None:
        """Close the connection."""


@dataclass(eq=False)
class LiveRoom:
    """A session's room: its followers, its staff, its running figures."""

    session: Session
    room: Room
    desk_seq: int
    # Running figures by kind and key, as everyone here was told them last.
    figures: dict[str, Totals]
    members: dict[Member, None] = field(default_factory=dict)
    elsewhere: dict[str, tuple[int, float]] = field(default_factory=dict)
    presence: Presence = field(default_factory=Presence)
    # Questions whose askers and moderators have not been told of a change yet.
    changed: set[int] = field(default_factory=set)
    # Rows of the desk that look different, though nothing was logged (claims).
    stirred: set[int] = field(default_factory=set)
    # Questions whose prepared answer was written on.
    drafted: set[int] = field(default_factory=set)
    # Figures that changed and have not been read again yet, by kind.
    stale: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    desk_target: int = 0
    told_viewers: int = -1
    idle_since: float = field(default_factory=time.monotonic)
    # All figures as one frame, encoded once for everybody who joins before they change again.
    _totals: Frame | None = None

    @property
    def viewers(self) -> int:
        """Return how many follow, here and in other processes heard of lately."""
        recent = time.monotonic() - VIEWERS_KEPT_SECONDS
        # A copy: pages ask from threads of their own while ticks come in.
        others = sum(count for count, at in list(self.elsewhere.values()) if at > recent)
        return len(self.members) + others

    @property
    def has_news(self) -> bool:
        """Return whether its staff or its askers have not been told of something yet."""
        waiting = self.changed or self.stirred or self.drafted or self.stale
        return bool(waiting or self.presence.due or self.desk_target > self.desk_seq)

    def enter(self, member: Member) -> None:
        """Know a follower; whoever sits down at a desk is told who else is at work."""
        self.members[member] = None
        self.presence.due = self.presence.due or bool(member.place)

    def leave(self, member: Member) -> None:
        """Forget a follower."""
        self.room.leave(member)
        self.members.pop(member, None)
        self.idle_since = time.monotonic()

    def of(self, keys: Iterable[str]) -> list[Member]:
        """Return the members with these principals' keys."""
        wanted = set(keys)
        return [m for m in self.members if m.principal and m.principal.key in wanted]

    def staff(self) -> list[Member]:
        """Return the members who sit at a desk."""
        return [member for member in self.members if member.desk]

    def seats(self) -> list[Seat]:
        """Return who sits at which desk in this process."""
        # A copy: pages ask from threads of their own while people come and go.
        here = [m for m in list(self.members) if m.place and not m.is_away()]
        return sorted({(m.principal.key, m.place) for m in here if m.principal})

    async def join(self, member: Member, *, epoch: str, after: int) -> bool:
        """Send what a follower missed: the log since `after`, and the totals, which no log holds.

        What was told while they were away, or were still being sent the log, is in the totals:
        nothing awaits between them and the first tick. Returns False for a resync.
        """
        joined = await self.room.join(member, epoch=epoch, after=after)
        if joined and any(self.figures.values()):
            if self._totals is None:
                known = {kind: totals for kind, totals in self.figures.items() if totals}
                self._totals = encode({"t": "tick", **known})
            member.write(self._totals)
        return joined

    def tell_figures(self, kind: str, totals: Totals) -> None:
        """Send new totals to everyone: latest wins, unnumbered."""
        known = self.figures[kind]
        news = {key: value for key, value in totals.items() if known.get(key) != value}
        if news:
            self._totals = None
            known.update(news)
            self.room.tell(encode({"t": "tick", kind: news}))

    def forget_figures(self, kind: str, kept: Iterable[int]) -> None:
        """Forget the totals of whatever is not among `kept`: it is public no longer."""
        self._totals = None
        known = self.figures[kind]
        self.figures[kind] = {key: known[key] for key in kept if key in known}

    def tell_viewers(self) -> None:
        """Send the number of viewers to everyone, if it has changed."""
        if self.viewers != self.told_viewers:
            self.told_viewers = self.viewers
            self.room.tell(encode({"t": "tick", "viewers": self.viewers}))


@dataclass(eq=False)
class Live:
    """Everything live in this process: rooms by session number, and the intake."""

    name: str = field(default_factory=lambda: f"{os.getpid()}-{time.monotonic_ns():x}")
    rooms: dict[int, LiveRoom] = field(default_factory=dict)
    intake: Intake = field(default_factory=Intake)
    sockets: int = 0
    # Versions below which a principal's tokens no longer count: a join costs no query.
    revoked: dict[str, int] = field(default_factory=dict)
    # Set once the revocations of before our start are known: no token is trusted earlier.
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    # Set when a room has news for its staff or its askers.
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _opening: dict[int, asyncio.Task[LiveRoom]] = field(default_factory=dict)

    async def room(self, number: int, who: Principal | None = None) -> LiveRoom:
        """Return the room of a session that `who` may know of, opening it once for all.

        Raises Refused("not_found") for a session nobody may know of, or for others only: a
        rehearsal.
        """
        room = await self._room(number)
        if room.session.rehearsal:
            await threads.read(sessions.demand_found, room.session, who)
        return room

    async def _room(self, number: int) -> LiveRoom:
        if number in self.rooms:
            # Whoever asks is about to enter: it must not be put away under their feet.
            self.rooms[number].idle_since = time.monotonic()
            return self.rooms[number]
        if number not in self._opening:
            self._opening[number] = asyncio.create_task(self._open(number))
        return await asyncio.shield(self._opening[number])

    async def _open(self, number: int) -> LiveRoom:
        try:
            room = await threads.read(_look, number)
            room.room.on_topics = partial(self._changed, room)
            self.rooms[number] = room
            return room
        finally:
            del self._opening[number]

    def _changed(self, room: LiveRoom, numbers: set[int]) -> None:
        room.changed |= numbers
        self.stirred.set()

    def signed_out(self, principal: Principal | None) -> bool:
        """Return whether a token of this principal was ended before its time."""
        return principal is not None and principal.version < self.revoked.get(principal.key, 0)

    def by_stream(self) -> dict[int, LiveRoom]:
        """Return the rooms by the ids of their streams, public and desk."""
        return {
            stream_id: room
            for room in self.rooms.values()
            for stream_id in (room.session.public_id, room.session.desk_id)
        }

    def by_session(self, session_id: int) -> LiveRoom | None:
        """Return the open room of a session by its id, if there is one."""
        return next((r for r in self.rooms.values() if r.session.pk == session_id), None)


def _look(number: int) -> LiveRoom:
    session = sessions.with_room(number)
    heads = reading.heads([session.public_id, session.desk_id])
    public, desk = heads[session.public_id], heads[session.desk_id]
    return LiveRoom(
        session=session,
        room=Room(PublicLog(session.public_id), public.epoch, public.seq, encode({"t": "resync"})),
        desk_seq=desk.seq,
        figures={kind: each.totals(session.pk, None) for kind, each in FIGURES.items()},
    )
