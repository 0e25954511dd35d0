"""What a process does for its rooms all the time: listen, heal, gather, tell, beat."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone

from accounts import queries as people
from dialogue import news, queries, threads, ticks
from dialogue.figures import FIGURES
from dialogue.presence import MOST
from dialogue.rooms import Live, LiveRoom, encode
from log import doorbell, reading
from log.codes import NO_SUCH_SESSION, SIGNED_OUT

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 15.0
VIEWERS_SECONDS = 3.0
GATHER_SECONDS = 0.1
IDLE_SECONDS = 300.0
OVERLAP = timedelta(seconds=60)
# A tick may weigh a kilobyte: this many totals fit.
TOTALS_PER_TICK = 32

T = TypeVar("T")


def _seats(room: LiveRoom) -> dict[str, Any]:
    seats = room.seats()[:MOST]
    return {"seats": seats} if seats else {}


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for i in range(0, len(items), TOTALS_PER_TICK):
        yield items[i : i + TOTALS_PER_TICK]


@dataclass
class Upkeep:
    """The jobs of one process's Live."""

    live: Live
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    looked_for_revocations: datetime | None = None

    def jobs(self) -> list[Coroutine[Any, Any, None]]:
        """Return the jobs, each an endless coroutine that survives its own errors."""
        every = [
            (self.heal, settings.HEAL_SECONDS),
            (self.beat, HEARTBEAT_SECONDS),
            (self.count, VIEWERS_SECONDS),
            (self.gather, 0.0),
            (self.tell, 0.0),
        ]
        return [self.listen(), *(self._for_ever(job, pause) for job, pause in every)]

    async def _for_ever(self, job: Any, pause: float) -> None:
        while True:
            try:
                await job()
            except Exception:
                logger.exception("upkeep goes on after an error")
                await asyncio.sleep(1)
            await asyncio.sleep(pause)

    async def listen(self) -> None:
        """Take hints from the doorbell; come back if the layer goes away."""
        while True:
            try:
                async for hint in doorbell.hints():
                    self.take(hint)
            except Exception:
                logger.warning("the doorbell is out of order; looking by ourselves", exc_info=True)
            await asyncio.sleep(1)

    def take(self, hint: doorbell.Hint) -> None:
        """Act on one hint."""
        match hint["hint"]:
            case "at":
                self.heard(hint["stream"], hint["seq"])
            case "tick":
                self.ticked(hint["session"], hint["tick"])
            case "revoke":
                self.revoke(hint["principal"], hint["version"])

    def heard(self, stream_id: int, seq: int) -> None:
        """A stream has reached `seq`."""
        room = self.live.by_stream().get(stream_id)
        if room is None:
            return
        if stream_id == room.session.public_id:
            room.room.heard(seq)
        elif seq > max(room.desk_target, room.desk_seq):
            room.desk_target = seq
            self.live.stirred.set()

    def ticked(self, session_id: int, tick: dict[str, Any]) -> None:
        """Running figures came from this or another process."""
        room = self.live.by_session(session_id)
        if room is None:
            return
        if "viewers" in tick and tick["process"] != self.live.name:
            room.elsewhere[tick["process"]] = (tick["viewers"], time.monotonic())
            room.presence.heard(tick["process"], tick.get("seats", []))
        if "desk" in tick:
            room.stirred |= set(tick["desk"])
            self.live.stirred.set()
        if "drafts" in tick:
            room.drafted |= set(tick["drafts"])
            self.live.stirred.set()
        room.tell_figures("support", {int(n): pair for n, pair in tick.get("support", {}).items()})
        if "stale" in tick:
            room.stale[tick["stale"]] |= set(tick["keys"])
            self.live.stirred.set()
        if "typing" in tick:
            room.room.tell(encode({"t": "tick", "typing": tick["typing"]}))

    def revoke(self, principal: str, version: int) -> None:
        """Close the sockets of tokens that no longer count; their pages ask for new ones."""
        self.live.revoked[principal] = max(version, self.live.revoked.get(principal, 0))
        for room in self.live.rooms.values():
            for member in room.of([principal]):
                if member.principal is not None and member.principal.version < version:
                    member.dismiss(SIGNED_OUT)

    async def heal(self) -> None:
        """Look for what no hint told: positions, epochs, revocations, support."""
        await self._heal_revocations()
        by_stream = self.live.by_stream()
        heads = await threads.read(reading.heads, by_stream)
        for room in {r for stream_id, r in by_stream.items() if stream_id not in heads}:
            self._close(room)
        for stream_id, head in heads.items():
            room = by_stream[stream_id]
            if stream_id == room.session.public_id and head.epoch != room.room.epoch:
                room.room.renew(head.epoch, head.seq)
            self.heard(stream_id, head.seq)
        await self._heal_figures()
        self._close_idle()

    async def _heal_revocations(self) -> None:
        now = timezone.now()
        # The first look goes back as far as a token can; later ones overlap, for what was
        # committed late or by a clock that is a little behind.
        back = timedelta(seconds=settings.TOKEN_SECONDS) + OVERLAP
        since = self.looked_for_revocations or now - back
        for principal, version in await threads.read(people.revocations_since, since):
            self.revoke(principal, version)
        self.looked_for_revocations = now - OVERLAP
        self.live.ready.set()

    async def _heal_figures(self) -> None:
        rooms = {room.session.pk: room for room in self.live.rooms.values() if room.members}
        for kind, each in FIGURES.items() if rooms else ():
            sums = await threads.read(each.sums, rooms)
            for session_id, room in rooms.items():
                # A session without a row has nothing to count any more: its poll was closed, say.
                if sums.get(session_id, 0) != each.sum(room.figures[kind]):
                    totals = await threads.read(each.totals, session_id, None)
                    # Kept, what was taken down, or closed, would look like news for ever.
                    room.forget_figures(kind, kept=totals)
                    room.tell_figures(kind, totals)

    def _close(self, room: LiveRoom) -> None:
        """Close the room of a rehearsal that was discarded: there is nothing to come back to."""
        self.live.rooms.pop(room.session.number, None)
        for member in list(room.members):
            member.dismiss(NO_SUCH_SESSION)

    def _close_idle(self) -> None:
        limit = time.monotonic() - IDLE_SECONDS
        for number, room in list(self.live.rooms.items()):
            if not room.members and room.idle_since < limit:
                del self.live.rooms[number]

    async def beat(self) -> None:
        """Tell every follower where the log stands: silence would look like a lost line."""
        for room in self.live.rooms.values():
            room.room.tell(encode({"t": "at", "epoch": room.room.epoch, "seq": room.room.seq}))

    async def count(self) -> None:
        """Tell the other processes, and our own followers, how many watch and who is at work."""
        for room in list(self.live.rooms.values()):
            if room.members:
                mine = {"process": self.live.name, "viewers": len(room.members)}
                await doorbell.tick(room.session.pk, mine | _seats(room))
            room.tell_viewers()
            await news.tell_presence(room)

    async def gather(self) -> None:
        """Send what changed within a moment in one tick: support itself, of the rest the keys."""
        await self.woken.wait()
        await asyncio.sleep(GATHER_SECONDS)
        self.woken.clear()
        taken = ticks.take()
        for what, by_session in taken.keys.items():
            for session_id, numbers in by_session.items():
                await self._ring(session_id, what, sorted(numbers))
        for session_id, texts in taken.texts.items():
            for speaker, text in texts.items():
                await doorbell.tick(session_id, {"typing": {"speaker": speaker, "text": text}})

    async def _ring(self, session_id: int, what: ticks.What, numbers: list[int]) -> None:
        if what == "support":
            totals = await threads.read(queries.support_totals, session_id, numbers)
            for pairs in _parts([(str(number), pair) for number, pair in totals.items()]):
                await doorbell.tick(session_id, {"support": dict(pairs)})
            return
        for some in _parts(numbers):
            staffs = what in {"desk", "drafts"}
            told: dict[str, Any] = {what: some} if staffs else {"stale": what, "keys": some}
            await doorbell.tick(session_id, told)

    async def tell(self) -> None:
        """Tell staff and askers of changes, gathered for a moment."""
        await self.live.stirred.wait()
        await asyncio.sleep(GATHER_SECONDS)
        self.live.stirred.clear()
        rooms = [room for room in self.live.rooms.values() if room.has_news]
        told = [await self._tell(room) for room in rooms]
        if not all(told):
            await asyncio.sleep(1)
            self.live.stirred.set()

    async def _tell(self, room: LiveRoom) -> bool:
        """Tell one room's news; one that fails is told again, and holds up no other."""
        try:
            await news.tell(room)
        except Exception:
            logger.exception("news of session %s is told a little later", room.session.number)
            return False
        return True
