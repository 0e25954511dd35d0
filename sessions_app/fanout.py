"""From one thing to tell to a message for each person: batch by batch, by the worker.

How far a crowd has been told stands in the row and is moved in the transaction that writes
the messages: whoever is killed in between goes on where the last batch ended. Memory holds
one batch.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models.messages import Channel
from accounts.services import messages
from sessions_app import audience, reminders, telling_words
from sessions_app.models import Matter, Telling
from sessions_app.states import COMING, ON_AIR, State
from sessions_app.turns import Turns

PEOPLE_AT_ONCE = 1000
# The clock has other things to do: what is left is told in the next round.
SECONDS = 2.0
# What is live is told of for so long; by then it is no news.
FRESH, CANCELLED_FOR = timedelta(minutes=30), timedelta(days=1)
turns: Turns[str] = Turns("telling")


def tick(now: datetime) -> None:
    """Write the reminders that are due, then tell what there is to tell, oldest first."""
    reminders.write(now)
    left_out = turns.begin()
    deadline = time.monotonic() + SECONDS
    for pk, key in _untold().values_list("pk", "key")[:100]:
        if key not in left_out and time.monotonic() < deadline:
            turns.take(key, f"telling {key}", partial(work_off, pk, now, deadline))


def work_off(pk: int, now: datetime, deadline: float) -> None:
    """Tell one thing to everybody, or to as many batches as fit before `deadline`."""
    while batch(pk, now) and time.monotonic() < deadline:
        pass


def batch(pk: int, now: datetime) -> bool:
    """Tell the next batch of people; return whether there may be more.

    Two workers at once: one holds the row, the other passes it over.
    """
    with transaction.atomic():
        locked = _untold().select_for_update(skip_locked=True, of=["self"])
        telling = locked.select_related("session__organisation", "wish").filter(pk=pk).first()
        if telling is None:
            return False
        more = _still_true(telling, now) and _tell(telling, now)
        if not more:
            telling.done_at = now
        telling.save(update_fields=["last_user", "done_at"])
    return more


def _untold() -> QuerySet[Telling]:
    """What is to be told; of a wish only once its session is public."""
    waiting = Q(matter=Matter.PLANNED, session__state=State.DRAFT)
    return Telling.objects.filter(done_at=None).exclude(waiting).order_by("pk")


def _still_true(telling: Telling, now: datetime) -> bool:
    """Return whether it still is as it was written down; else it is overtaken by what came."""
    session = telling.session
    same_time = session.starts_at == telling.starts_at
    match telling.matter:
        case Matter.CANCELLED:
            return session.state == State.CANCELLED
        case Matter.BEGINS:
            return session.state in ON_AIR
        case Matter.POSTPONED:
            return same_time and session.state in COMING
        case Matter.TOMORROW | Matter.SOON:
            return same_time and session.state in COMING and session.starts_at > now
    telling.starts_at = session.starts_at
    return session.state in COMING | ON_AIR


def _tell(telling: Telling, now: datetime) -> bool:
    if not telling.last_user and telling.matter in {Matter.POSTPONED, Matter.CANCELLED}:
        _withdraw_earlier(telling)
    crowd = audience.of(telling)
    ids = list(crowd.order_by("pk").values_list("pk", flat=True)[:PEOPLE_AT_ONCE])
    if not ids:
        return False
    messages.tell(
        crowd.filter(pk__lte=ids[-1]),
        key=telling.key,
        words=partial(telling_words.words, telling),
        path=f"/sessions/{telling.session.number}/",
        channels=[Channel.PUSH] if telling.matter == Matter.BEGINS else messages.EVERY,
        until=_until(telling, now),
    )
    telling.last_user = ids[-1]
    return len(ids) == PEOPLE_AT_ONCE


def _withdraw_earlier(telling: Telling) -> None:
    """Of what is not sent yet the latest is enough: the others name a time that is not true."""
    earlier = Telling.objects.filter(session=telling.session_id, pk__lt=telling.pk)
    messages.withdraw(list(earlier.exclude(matter=Matter.PLANNED).values_list("key", flat=True)))


def _until(telling: Telling, now: datetime) -> datetime:
    match telling.matter:
        case Matter.BEGINS:
            return now + FRESH
        case Matter.CANCELLED:
            return max(now, telling.starts_at) + CANCELLED_FOR
    return max(telling.starts_at, now)
