"""The words of a word cloud: let through, declined, and taken out of what was counted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.characters import has_control_characters
from accounts.principals import Principal
from dialogue import ticks
from dialogue.events import PollClosed, PollWordTakenBack
from dialogue.models import Poll, PollForm, PollState
from dialogue.services.polls import locked
from log.codes import Refused
from log.models import Event, Stream
from log.writing import append, lock
from sessions_app.models import Session


def show(session: Session, *, number: int, word: str, shown: bool) -> None:
    """Let a word of an open cloud through to everyone, or decline it; also one decided before.

    A word that was shown and is declined leaves the cloud, and every screen, at once.
    Raises Refused: not_found, poll_closed.
    """
    _demand_writable(word)
    with transaction.atomic():
        poll = _cloud(session, number)
        if poll.state != PollState.OPEN:
            raise Refused("poll_closed")
        _decide(poll, word, shown=shown)
        transaction.on_commit(lambda: ticks.touch(session.pk, number, "polls"))


def take_back(session: Session, *, number: int, word: str, by: Principal) -> int:
    """Take a word out of the results of a counted cloud; return the place in the record.

    Appends poll.word_taken_back. The word itself remains in the log until it is erased, and is
    shown to nobody but staff and whoever gave it; that one was taken back stays visible. Raises
    Refused: not_found (no such word in the results), illegal_step (the poll is not closed).
    """
    _demand_writable(word)
    with transaction.atomic():
        public = lock(session.public_id)[0]
        poll = _cloud(session, number)
        if poll.state != PollState.CLOSED:
            raise Refused("illegal_step")
        place = _place(public.stream, poll, word)
        _decide(poll, word, shown=False)
        event = PollWordTakenBack(poll=number, place=place)
        return append(public, event, actor=by.key).seq


def _demand_writable(word: str) -> None:
    if has_control_characters(word):
        # Nobody could give it, and PostgreSQL would not even look for it.
        raise Refused("not_found")


def _cloud(session: Session, number: int) -> Poll:
    poll = locked(session, number)
    if poll.form != PollForm.WORDS:
        raise Refused("not_found")
    return poll


def _place(public: Stream, poll: Poll, word: str) -> int:
    """Return the place, from 1, that the word has in the results as they were told."""
    closings = Event.objects.filter(stream=public, kind=PollClosed.kind)
    told = closings.get(seq=poll.closed_seq or 0).data
    shown = poll.options.filter(text=word, shown=True).exists()
    if not told or not shown or word not in told["options"]:
        raise Refused("not_found")
    return int(told["options"].index(word)) + 1


def _decide(poll: Poll, word: str, *, shown: bool) -> None:
    if not poll.options.filter(text=word).update(shown=shown):
        raise Refused("not_found")
    Poll.objects.filter(pk=poll.pk).update(version=F("version") + 1)
