"""The cast of a measurement: one live session, its viewers, askers, moderators and host."""

import asyncio
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from benchmarks.askers import Asker, PostAsker, SocketAsker
from benchmarks.crowd import catch_up
from benchmarks.figures import Result
from benchmarks.http import Http
from benchmarks.ledger import Ledger
from benchmarks.moderators import Moderator, plain_reason
from benchmarks.record import judge, position, read_log
from benchmarks.server import Platform
from benchmarks.viewers import Tap, Viewer

PAUSE = 0.2  # seconds a moderator takes for one decision


@dataclass(slots=True)
class Scene:
    """Everyone in one session, and where the session's log stood when they came."""

    here: Platform
    session: str
    longest: int
    host: str
    askers: list[str]
    moderators: list[str]
    epoch: str = ""
    seq: int = 0
    tap: Tap = field(default_factory=Tap)
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    following: list[Viewer] = field(default_factory=list)
    desks: list[Moderator] = field(default_factory=list)

    @property
    def http(self) -> Http:
        """A connection of its own for whoever asks for it."""
        return Http(self.here.address)

    def onlookers(self, count: int) -> list[Viewer]:
        """Return `count` new viewers without a name, where the page they have loaded stands."""
        viewers = [
            Viewer(f"viewer {n}", self.here.address, self.session, self.tap, self.epoch, self.seq)
            for n in range(count)
        ]
        self.following += viewers
        return viewers

    def people(self, edge: str) -> list[Asker]:
        """Return everyone who asks, by `edge`: "socket" or "post"."""
        if edge == "post":
            return [PostAsker(self.http, self.session, token) for token in self.askers]
        address, position = self.here.address, (self.epoch, self.seq)
        askers = [
            SocketAsker(f"asker {n}", address, self.session, self.tap, *position, token=token)
            for n, token in enumerate(self.askers)
        ]
        self.following += askers
        return list(askers)

    async def desk_jobs(self) -> "list[asyncio.Task[None]]":
        """Seat the moderators and return their work, which goes on until it is cancelled."""
        reason = await plain_reason(self.http, self.moderators[0])
        self.desks = [
            Moderator(self.http, self.session, token, self.dice) for token in self.moderators
        ]
        return [asyncio.create_task(each.work(reason, PAUSE)) for each in self.desks]

    async def look_again(self) -> None:
        """Load the page anew: viewers who come from now on begin at the log's present end."""
        await asyncio.sleep(1.1)  # a snapshot may be a second old
        self.epoch, self.seq = await position(self.http, self.session)

    async def say(self, http: Http, text: str) -> int:
        """Let the host say something on the record; return its place in the log."""
        act = {"do": "say", "ref": secrets.token_hex(16), "text": text}
        path = f"/api/v1/sessions/{self.session}/acts"
        reply = await http.request("POST", path, act, token=self.host)
        if reply.status != 200:
            raise RuntimeError(f"the host could not speak: {reply.status} {reply.body}")
        return int(reply.body["result"]["seq"])

    async def settle(self, result: Result, ledger: Ledger) -> None:
        """Wait for quiet, then hold database, log and histories against what was promised."""
        decided = [seconds * 1000 for each in self.desks for seconds in each.seconds]
        result.figures["decisions"] = len(decided)
        result.spread("a decision", decided)
        for viewer in self.following:
            if isinstance(viewer, SocketAsker):
                await viewer.present()
        quiet = await catch_up(self.following, self.http, self.session)
        result.must(quiet, "not every viewer reached the end of the log")
        unseen = ledger.settle(self.here.stage("audit", self.session), result)
        judge(result, self.following, self.tap, await read_log(self.http, self.session), unseen)


async def raise_curtain(here: Platform, askers: int = 0, moderators: int = 0) -> Scene:
    """Prepare a live session on a migrated platform, start the server and return the scene."""
    made: dict[str, Any] = here.stage("prepare", str(askers), str(moderators))
    await here.start()
    scene = Scene(here, **made)
    await scene.look_again()
    return scene
