"""What the clock does about cases: open one for every question that was left over."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from cases import queries
from cases.services.opening import open_from_question
from dialogue import queries as dialogue
from log.codes import Refused

# A session can leave thousands behind: the rest waits for the next round, about a second,
# so that the clock's other jobs are not held up.
MOST_A_ROUND = 200


def tick(now: datetime) -> None:
    """Open the cases of sealed sessions, also for what was made public afterwards.

    Two clocks at once do no harm: the second finds the case there, or the question gone.
    """
    room = MOST_A_ROUND
    for session in queries.with_leftovers():
        for question in dialogue.leftovers(session).select_related("session")[:room]:
            with suppress(Refused):
                open_from_question(question)
            room -= 1
        if room <= 0:
            return
