"""What the clock does about cases: open one for every question that was left over."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from cases import queries
from cases.services.opening import open_from_question
from dialogue import queries as dialogue
from sessions_app.turns import Turns

# A session can leave thousands behind: the rest waits for the next round, about a second,
# so that the clock's other jobs are not held up.
MOST_A_ROUND = 200
turns: Turns[int] = Turns("cases")


def tick(now: datetime) -> None:
    """Open the cases of sealed sessions, also for what was made public afterwards.

    Two clocks at once do no harm: the second finds the case there, or the question gone.
    """
    left_out, room = turns.begin(), MOST_A_ROUND
    for session in queries.with_leftovers():
        waiting = dialogue.leftovers(session).exclude(pk__in=left_out).select_related("session")
        for question in waiting[:room]:
            name = f"opening a case for {session.number}#{question.number}"
            turns.take(question.pk, name, partial(open_from_question, question))
            room -= 1
        if room <= 0:
            return
