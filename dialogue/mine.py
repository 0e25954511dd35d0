"""An asker's own news: state, not a stream. Sent at the start and whenever it changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from accounts.principals import Principal
from dialogue.models import Ballot, Opinion, PollOption, Question, Support
from dialogue.queries import own_row
from dialogue.services.quota import Quota
from sessions_app import asking
from sessions_app.models import Session
from sessions_app.rules import rights

_BALLOT = ("poll_id", "poll__number", "choices")


def questions_of(session_id: int, keys: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Return {principal's key: own questions, oldest first}, in one query for all."""
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    rows = Question.objects.filter(session_id=session_id, author__in=keys).order_by("number")
    for question in rows:
        found[question.author].append(own_row(question))
    return found


def page_row(question: Question) -> dict[str, Any]:
    """Return a question as its own author sees it on a page, with its session."""
    return {**own_row(question), "asked_at": question.asked_at, "session": question.session}


def of(principal: Principal, session: Session) -> dict[str, Any]:
    """Return who one is in this session, what one asked, supports, chose and thinks."""
    supported = Support.objects.filter(question__session=session, principal=principal.key)
    return {
        "principal": principal.key,
        "name": principal.name,
        "guest": principal.is_guest,
        "rights": sorted(rights(principal, session)),
        "obstacle": asking.obstacle(session, principal),
        "wait": Quota(session, [principal.key]).wait(principal.key) if session.slow_seconds else 0,
        "questions": questions_of(session.pk, [principal.key])[principal.key],
        "supported": sorted(supported.values_list("question__number", flat=True)),
        "ballots": ballots_of(session.pk, principal.key),
        "opinions": opinions_of(session.pk, principal.key),
    }


def ballots_of(session_id: int, key: str) -> dict[str, list[str]]:
    """Return {poll's number: the options, or words, this person chose}."""
    rows = Ballot.objects.filter(poll__session_id=session_id, principal=key)
    chosen = {pk: (number, set(places)) for pk, number, places in rows.values_list(*_BALLOT)}
    places = set().union(*(places for _number, places in chosen.values()))
    # Others' words may be thousands: only what stands on one's own ballots is read.
    options = PollOption.objects.filter(poll__in=chosen, place__in=places) if chosen else []
    found: dict[str, list[str]] = {str(number): [] for number, _places in chosen.values()}
    for option in options:
        number, own = chosen[option.poll_id]
        if option.place in own:
            found[str(number)].append(option.text)
    return found


def opinions_of(session_id: int, key: str) -> dict[str, dict[str, Any]]:
    """Return {answer's seq: {reaction, stars}} of this person."""
    rows = Opinion.objects.filter(utterance__session_id=session_id, principal=key)
    values = rows.values_list("utterance__seq", "reaction", "stars")
    return {str(seq): {"reaction": word, "stars": stars or 0} for seq, word, stars in values}
