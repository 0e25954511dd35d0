"""Polls as their staff see them: prepared ones, running results, words that wait to be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from dialogue.models import Poll, PollForm, PollOption, PollState
from sessions_app.models import Session

# Words of one poll shown to staff at once, those that most people gave first; others follow
# when these have been decided.
HELD = 100
DECIDED = 200
WORDS = PollForm.WORDS


def polls_of(session: Session) -> list[dict[str, Any]]:
    """Return every poll of a session, with results that others may not see yet. Four queries."""
    polls = list(Poll.objects.filter(session=session))
    choices = _by_poll(PollOption.objects.filter(poll__session=session).exclude(poll__form=WORDS))
    given = PollOption.objects.filter(poll__session=session, poll__form=WORDS, votes__gt=0)
    held = _by_poll(_first(HELD, given.filter(poll__state=PollState.OPEN, shown=None)))
    decided = _by_poll(_first(DECIDED, given.filter(~Q(shown=None))))
    return [_poll(poll, choices[poll.pk], [*held[poll.pk], *decided[poll.pk]]) for poll in polls]


def _first(most: int, words: QuerySet[PollOption]) -> QuerySet[PollOption]:
    """Return so many words of each poll, those that most people gave first."""
    order = ["-votes", "place"]
    ranked = words.annotate(rank=Window(RowNumber(), partition_by="poll", order_by=order))
    return ranked.filter(rank__lte=most).order_by(*order)


def _by_poll(options: Iterable[PollOption]) -> dict[int, list[PollOption]]:
    found: dict[int, list[PollOption]] = defaultdict(list)
    for option in options:
        found[option.poll_id].append(option)
    return found


def _poll(poll: Poll, options: list[PollOption], words: list[PollOption]) -> dict[str, Any]:
    return {
        "number": poll.number,
        "state": poll.state,
        "version": poll.version,
        "question": poll.question,
        "form": poll.form,
        "most": poll.most,
        "hidden": poll.hidden,
        "users": poll.voters,
        "guests": poll.guest_voters,
        "options": [option.text for option in options],
        "votes": [option.votes for option in options],
        "words": [{"text": w.text, "votes": w.votes, "shown": w.shown} for w in words],
    }
