"""What people make of an answer: a reaction and a rating, once each, changeable."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import Exists, F

from accounts.principals import Principal
from dialogue import figures, states, ticks
from dialogue.events import Opinions, OpinionsTotalled
from dialogue.models import Opinion, Reaction, Utterance
from dialogue.services.ledger import Result
from log.codes import Refused
from log.models import Event
from log.writing import Locked, append
from sessions_app.models import Session
from sessions_app.states import ON_AIR

MOST_STARS = 5


def react(session: Session, *, seq: int, reaction: str, by: Principal) -> Result:
    """React to an answer, or take the reaction back with "".

    Returns {seq, reaction, stars, opinions}, the last being the new totals of the answer.

    Not logged (the totals are): told as a tick, if anything changed. Raises Refused:
    sign_in_needed, not_found, answer_gone, not_live, bad_act for an unknown reaction.
    """
    if reaction and reaction not in Reaction.values:
        raise Refused("bad_act")

    def change(opinion: Opinion) -> None:
        opinion.reaction = reaction

    return _change(session, seq, by, change)


def rate(session: Session, *, seq: int, stars: int, by: Principal) -> Result:
    """Say how far an answer answers the question, 1 to 5, or take it back with 0.

    Returns and raises what `react` does; bad_act for other numbers of stars.
    """
    if not 0 <= stars <= MOST_STARS:
        raise Refused("bad_act")

    def change(opinion: Opinion) -> None:
        opinion.stars = stars or None

    return _change(session, seq, by, change)


def _change(session: Session, seq: int, by: Principal, change: Callable[[Opinion], None]) -> Result:
    if by.is_guest and not session.guests_may_support:
        raise Refused("sign_in_needed")
    with transaction.atomic():
        said = _open_answer(session, seq)
        # Under the same lock: one of two first taps at once finds what the other wrote.
        opinion = Opinion.objects.filter(utterance=said, principal=by.key).first()
        opinion = opinion or Opinion(utterance=said, principal=by.key, guest=by.is_guest)
        before = _counts(opinion)
        change(opinion)
        after = _counts(opinion)
        if after != before:
            _keep(opinion)
            _count(said, before, after)
            transaction.on_commit(lambda: ticks.touch(session.pk, seq, "opinions"))
        totals = figures.opinion_totals(session.pk, [seq])[seq]
    return {
        "seq": seq,
        "reaction": opinion.reaction,
        "stars": opinion.stars or 0,
        "opinions": totals,
    }


def take_over(guest: Principal, *, by: Principal) -> None:
    """Make what a guest who has signed in made of answers the person's, in sessions on air.

    Of an answer that the person has an opinion of already, the guest's goes. Not logged, as above.
    """
    mine = Opinion.objects.filter(principal=guest.key, utterance__session__state__in=ON_AIR)
    for opinion in mine.select_related("utterance__session"):
        session, seq = opinion.utterance.session, opinion.utterance.seq
        # On air a moment ago: if it is not any more, its figures are final.
        with suppress(Refused), transaction.atomic():
            _hand_over(_open_answer(session, seq), guest, by)
            transaction.on_commit(partial(ticks.touch, session.pk, seq, "opinions"))


def _hand_over(said: Utterance, guest: Principal, by: Principal) -> None:
    # Read under the answer's lock: another tab may have changed it, or handed it over.
    opinion = said.opinions.filter(principal=guest.key).first()
    if opinion is None:
        return
    if said.opinions.filter(principal=by.key).exists():
        _count(said, _counts(opinion), _counts(Opinion()))
        opinion.delete()
    else:
        said.opinions.filter(pk=opinion.pk).update(principal=by.key, guest=False)


def _open_answer(session: Session, seq: int) -> Utterance:
    """Return an answer, locked, of a session that still counts opinions."""
    said = _answer(session, seq)
    # Read under the answer's lock: the end of a session totals under the same locks.
    session.refresh_from_db(fields=["state"])
    if session.state not in ON_AIR:
        raise Refused("not_live")
    return said


def _answer(session: Session, seq: int) -> Utterance:
    """Return an answer, locked. What nobody can read any more, nobody can weigh."""
    erased = Event.objects.filter(stream_id=session.public_id, seq=seq, data__isnull=True)
    rows = Utterance.objects.select_for_update(of=("self",)).select_related("question")
    rows = rows.filter(session=session, seq=seq, question__isnull=False)
    said = rows.annotate(erased=Exists(erased)).first()
    if said is None:
        raise Refused("not_found")
    if said.erased or (said.question and said.question.state not in states.READABLE):
        raise Refused("answer_gone")
    return said


def _keep(opinion: Opinion) -> None:
    """Keep an opinion; of one that was taken back altogether nothing is kept."""
    if opinion.reaction or opinion.stars:
        opinion.save()
    else:
        opinion.delete()


def _counts(opinion: Opinion) -> dict[str, int]:
    counts = {name: int(opinion.reaction == name) for name in Reaction.values}
    return counts | {"stars": opinion.stars or 0, "rated": int(opinion.stars is not None)}


def _count(said: Utterance, before: dict[str, int], after: dict[str, int]) -> None:
    changes = {name: F(name) + after[name] - before[name] for name in after}
    Utterance.objects.filter(pk=said.pk).update(**changes, weighed=True)


def total(session: Session, *, by: Principal, held: Locked) -> None:
    """Put the final counts on record; the caller holds the public stream.

    Appends opinions.totalled, if anybody had an opinion.
    """
    # Every answer is locked, weighed or not: the first opinion of one may be under way.
    rows = Utterance.objects.select_for_update(of=("self",)).filter(
        session=session, question__state__in=states.READABLE
    )
    totals = [
        Opinions(seq=said.seq, **{name: getattr(said, name) for name in figures.OPINIONS})
        for said in rows.order_by("seq")
        if said.weighed
    ]
    if totals:
        append(held, OpinionsTotalled(totals=totals), actor=by.key)
