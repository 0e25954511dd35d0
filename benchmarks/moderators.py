"""Moderators at their desks: each claims the next question, looks at it, and decides."""

import asyncio
import random
import secrets
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from benchmarks.http import Http, Reply

DECLINED = 0.3  # share of questions that are not published


@dataclass(slots=True)
class Moderator:
    """One person at the desk, by HTTP as the desk's page does it."""

    http: Http
    session: str
    token: str
    dice: random.Random
    decided: int = 0
    conflicts: int = 0
    seconds: list[float] = field(default_factory=list)

    async def work(self, reason: str, pause: float) -> None:
        """Decide one question after the other until cancelled, `pause` seconds apart."""
        while True:
            try:
                row = await self._claim()
                if row is not None:
                    await self._decide(row, reason)
            except (ConnectionError, TimeoutError):
                self.conflicts += 1
            await asyncio.sleep(pause)

    async def _claim(self) -> dict[str, Any] | None:
        reply = await self._post("desk/claims", {"number": None})
        return reply.body if reply.status == 200 else None

    async def _decide(self, row: dict[str, Any], reason: str) -> None:
        act = {"ref": secrets.token_hex(16), "number": row["number"], "version": row["version"]}
        if self.dice.random() < DECLINED:
            act |= {"do": "decline", "reason": reason}
        else:
            act |= {"do": "approve"}
        begun = perf_counter()
        reply = await self._post("acts", act)
        if reply.status == 200:
            self.decided += 1
            self.seconds.append(perf_counter() - begun)
        else:
            self.conflicts += 1

    async def _post(self, what: str, body: object) -> Reply:
        path = f"/api/v1/sessions/{self.session}/{what}"
        return await self.http.request("POST", path, body, token=self.token)


async def plain_reason(http: Http, token: str) -> str:
    """Return the code of a reason that can be given without further words."""
    reply = await http.request("GET", "/api/v1/desk/reasons", token=token)
    return next(str(each["code"]) for each in reply.body if not each["needs_words"])
