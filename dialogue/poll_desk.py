"""Polls as their staff see them: prepared ones, running results, words that wait to be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from dialogue.models import Poll, PollForm, PollOption, PollState
from sessions_app.models import Session

# Words shown to staff at once, those that most people gave first; others follow when these
# have been decided.
HELD = 100
DECIDED = 200
WORDS = PollForm.WORDS


def polls_of(session: Session) -> list[dict[str, Any]]:
    """Return every poll of a session, with results that others may not see yet. Four queries."""
    polls = list(Poll.objects.filter(session=session))
    choices = _by_poll(PollOption.objects.filter(poll__session=session).exclude(poll__form=WORDS))
    given = PollOption.objects.filter(poll__session=session, poll__form=WORDS, votes__gt=0)
    given = given.order_by("-votes", "place")
    held = _by_poll(given.filter(poll__state=PollState.OPEN, shown=None)[:HELD])
    decided = _by_poll(given.filter(~Q(shown=None))[:DECIDED])
    return [_poll(poll, choices[poll.pk], [*held[poll.pk], *decided[poll.pk]]) for poll in polls]


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
