"""Personal news: to the people behind changed questions, and to the desks.

State, never a stream: whoever misses one gets the whole state with the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.utils import translation

from dialogue import mine, presence, queries, threads
from dialogue.figures import FIGURES
from dialogue.rooms import LiveRoom, Member, encode
from log import reading


async def tell(room: LiveRoom) -> None:
    """Tell everyone new figures, staff which rows changed, askers what became of theirs."""
    await _tell_figures(room)
    await tell_presence(room)
    _tell_drafts(room)
    numbers, stirred = room.changed, room.stirred
    room.changed, room.stirred = set(), set()
    try:
        await _tell(room, numbers, stirred)
    except Exception:
        # Nothing else would tell it: whoever called tries again.
        room.changed |= numbers
        room.stirred |= stirred
        raise


async def tell_presence(room: LiveRoom) -> None:
    """Tell those who sit at a desk who else does, if that has changed."""
    seats = room.presence.take_news(room.seats())
    seated = [member for member in room.members if member.place]
    if seats is None or not seated:
        return
    try:
        people = await threads.read(presence.named, sorted(seats))
    except Exception:
        room.presence.due = True
        raise
    room.room.tell(encode({"t": "at_work", "people": people}), seated)


async def _tell_figures(room: LiveRoom) -> None:
    while room.stale:
        kind, keys = room.stale.popitem()
        try:
            room.tell_figures(kind, await threads.read(FIGURES[kind].totals, room.session.pk, keys))
        except Exception:
            room.stale[kind] |= keys
            raise


def _tell_drafts(room: LiveRoom) -> None:
    numbers, room.drafted = room.drafted, set()
    _to_staff(room, "drafts", numbers)


def _to_staff(room: LiveRoom, what: str, numbers: Collection[int]) -> None:
    """Say only which changed: what it says is read by those whom it is for."""
    staff = room.staff()
    if staff and numbers:
        room.room.tell(encode({"t": what, "numbers": sorted(numbers)}), staff)


async def _tell(room: LiveRoom, numbers: set[int], stirred: set[int]) -> None:
    of_questions, notes = await threads.read(_desk_numbers, room)
    numbers |= of_questions
    _to_staff(room, "notes", notes)
    await _tell_staff(room, numbers | stirred)
    if not numbers:
        return
    for language, members in _by_language(room, await _authors(room, numbers)).items():
        keys = {member.principal.key for member in members if member.principal}
        rows = await threads.read(_worded, language, room.session.pk, keys)
        for member in members:
            if member.principal is not None:
                member.write(encode({"t": "mine", "questions": rows[member.principal.key]}))


async def _tell_staff(room: LiveRoom, numbers: Collection[int]) -> None:
    staff = room.staff()
    if staff and numbers:
        counters = await threads.read(queries.counters, room.session.pk)
        told = encode({"t": "desk", "numbers": sorted(numbers), "counters": counters})
        room.room.tell(told, staff)


def _desk_numbers(room: LiveRoom) -> tuple[set[int], set[int]]:
    """Return the questions and the notes that the desk's stream has told of since."""
    numbers: set[int] = set()
    notes: set[int] = set()
    while events := reading.after(room.session.desk_id, room.desk_seq):
        room.desk_seq = events[-1].seq
        numbers |= {event.number for event in events if event.number}
        notes |= {event.data["note"] for event in events if event.data and "note" in event.data}
    return numbers, notes


async def _authors(room: LiveRoom, numbers: Collection[int]) -> set[str]:
    if not any(member.principal for member in room.members):
        return set()
    return set(await threads.read(queries.authors, room.session.pk, numbers))


def _by_language(room: LiveRoom, keys: set[str]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for member in room.of(keys):
        found[member.language].append(member)
    return found


def _worded(language: str, session_id: int, keys: set[str]) -> dict[str, list[dict[str, Any]]]:
    with translation.override(language):
        return mine.questions_of(session_id, keys)
