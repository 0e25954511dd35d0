"""Group commit: asks that arrive while one transaction runs go into the next, together."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field

from dialogue import threads
from dialogue.services.asking import Answered, Ask, ask_many
from log.codes import Refused

logger = logging.getLogger(__name__)

BATCH = 200
# More than this waiting means seconds of delay: refuse early, the outbox sends it again.
MAX_WAITING = 5_000


@dataclass
class Intake:
    """The asks that wait in this process, by session."""

    waiting: dict[int, list[tuple[Ask, asyncio.Future[Answered]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    running: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def submit(self, session_id: int, ask: Ask) -> Answered:
        """Return the acknowledgement (or refusal) of one ask, after it was committed."""
        if sum(map(len, self.waiting.values())) >= MAX_WAITING:
            return Refused("busy")
        done: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self.waiting[session_id].append((ask, done))
        if session_id not in self.running:
            self.running[session_id] = asyncio.create_task(self._flush(session_id))
        return await done

    async def _flush(self, session_id: int) -> None:
        try:
            while batch := self.waiting[session_id][:BATCH]:
                del self.waiting[session_id][: len(batch)]
                await self._commit(session_id, batch)
        finally:
            del self.running[session_id]

    async def _commit(
        self, session_id: int, batch: list[tuple[Ask, asyncio.Future[Answered]]]
    ) -> None:
        try:
            answers = await threads.write(ask_many, session_id, [ask for ask, _done in batch])
        except Exception:
            # Nothing of the batch was committed; each may be sent again with its ref.
            logger.exception("a batch of questions could not be written")
            if len(batch) > 1:
                # One that cannot be written must not sink its neighbours.
                for one in batch:
                    await self._commit(session_id, [one])
                return
            answers = [Refused("server_error") for _ask in batch]
        for (_ask, done), answer in zip(batch, answers, strict=True):
            if not done.done():
                done.set_result(answer)
