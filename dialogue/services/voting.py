"""Ballots: one for each person and poll, held by the database; it can be changed while open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import F, Max

from accounts.principals import Principal
from dialogue import ticks
from dialogue.models import Ballot, Poll, PollForm, PollOption, PollState
from dialogue.services.ledger import Result
from dialogue.services.polls import locked
from dialogue.text import fingerprint
from dialogue.wording import checked
from log.codes import Refused
from sessions_app.models import Session

MAX_WORD = 12


def vote(
    session: Session, *, number: int, choices: Sequence[int], words: Sequence[str], by: Principal
) -> Result:
    """Cast one's ballot, or change it: places of options, or words for a word cloud.

    Not logged (the count is, when the poll is closed): told as a tick. Returns {poll, chosen}.
    Raises Refused: sign_in_needed, not_found, poll_closed, bad_ballot, and text errors.
    """
    if by.is_guest and not session.guests_may_support:
        raise Refused("sign_in_needed")
    with transaction.atomic():
        poll = locked(session, number)
        if poll.state != PollState.OPEN:
            raise Refused("poll_closed" if poll.state == PollState.CLOSED else "not_found")
        chosen = _words(poll, words) if poll.form == PollForm.WORDS else _choices(poll, choices)
        _cast(poll, by, chosen)
        transaction.on_commit(lambda: ticks.touch(session.pk, number, "polls"))
    texts = [option.text for option in chosen]
    return {"poll": number, "chosen": texts}


def _choices(poll: Poll, places: Sequence[int]) -> list[PollOption]:
    wanted = set(places)
    options = [option for option in poll.options.all() if option.place in wanted]
    if not 1 <= len(wanted) <= poll.most or len(options) != len(wanted):
        raise Refused("bad_ballot", most=poll.most)
    return options


def _words(poll: Poll, words: Sequence[str]) -> list[PollOption]:
    tidy: dict[str, str] = {}
    for word in words:
        if any(char.isalnum() for char in word):
            # The first way of writing it stands.
            tidy.setdefault(fingerprint(word), checked(word, limit=MAX_WORD))
    if not 1 <= len(tidy) <= poll.most:
        raise Refused("bad_ballot", most=poll.most)
    # Under the poll's lock: a word that two people give at once is one word.
    known = {option.key: option for option in poll.options.filter(key__in=tidy)}
    last: int = poll.options.aggregate(last=Max("place"))["last"] or 0
    new = [
        # Nobody sees a word before staff have let it through.
        PollOption(poll=poll, place=place, text=tidy[key], key=key, shown=None)
        for place, key in enumerate((key for key in tidy if key not in known), last + 1)
    ]
    PollOption.objects.bulk_create(new)
    return [*known.values(), *new]


def _cast(poll: Poll, by: Principal, chosen: Collection[PollOption]) -> None:
    places = sorted(option.place for option in chosen)
    ballot, first = Ballot.objects.get_or_create(
        poll=poll, principal=by.key, defaults={"guest": by.is_guest, "choices": places}
    )
    before = [] if first else ballot.choices
    _count(poll, set(places) - set(before), +1)
    _count(poll, set(before) - set(places), -1)
    if not first:
        Ballot.objects.filter(pk=ballot.pk).update(choices=places)
    column = "guest_voters" if by.is_guest else "voters"
    more = {column: F(column) + 1} if first else {}
    Poll.objects.filter(pk=poll.pk).update(version=F("version") + 1, **more)


def _count(poll: Poll, places: Collection[int], change: int) -> None:
    PollOption.objects.filter(poll=poll, place__in=places).update(votes=F("votes") + change)


def take_over(guest: Principal, *, by: Principal) -> None:
    """Make the ballots of a guest who has signed in those of the person, in polls still open.

    One person, one ballot: where the person has voted already, the guest's ballot goes.
    """
    mine = Ballot.objects.filter(principal=guest.key, poll__state=PollState.OPEN)
    for session, number in mine.values_list("poll__session", "poll__number"):
        # Open a moment ago: if it is gone or closed, what it counted is final.
        with suppress(Refused), transaction.atomic():
            poll = locked(Session.objects.get(pk=session), number)
            if poll.state == PollState.OPEN:
                _hand_over(poll, guest, by)
                transaction.on_commit(partial(ticks.touch, session, number, "polls"))


def _hand_over(poll: Poll, guest: Principal, by: Principal) -> None:
    # Read under the poll's lock: another tab may have changed it, or handed it over.
    ballot = poll.ballots.filter(principal=guest.key).first()
    if ballot is None:
        return
    changes = {"guest_voters": F("guest_voters") - 1, "version": F("version") + 1}
    if poll.ballots.filter(principal=by.key).exists():
        _count(poll, ballot.choices, -1)
        ballot.delete()
    else:
        poll.ballots.filter(pk=ballot.pk).update(principal=by.key, guest=False)
        changes["voters"] = F("voters") + 1
    Poll.objects.filter(pk=poll.pk).update(**changes)
