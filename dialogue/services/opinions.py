"""What people make of an answer: a reaction and a rating, once each, changeable."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

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
            # The answer is locked; its question is not, and may be taken down meanwhile.
            said.refresh_from_db(fields=figures.OPINIONS)
            transaction.on_commit(lambda: ticks.touch(session.pk, seq, "opinions"))
    return {
        "seq": seq,
        "reaction": opinion.reaction,
        "stars": opinion.stars or 0,
        "opinions": [getattr(said, name) for name in figures.OPINIONS],
    }


def take_over(guest: Principal, *, by: Principal) -> None:
    """Make what a guest who has signed in made of answers the person's, in sessions on air.

    Of an answer that the person has an opinion of already, the guest's goes. Not logged, as above.
    As many queries for a session whatever was thought of there.
    """
    mine = Opinion.objects.filter(principal=guest.key)
    sessions = Session.objects.filter(state__in=ON_AIR)
    for session in sessions.filter(pk__in=mine.values("utterance__session")).order_by("pk"):
        # On air a moment ago: if it is not any more, its figures are final.
        with suppress(Refused), transaction.atomic():
            _hand_over(session, guest, by)


def _hand_over(session: Session, guest: Principal, by: Principal) -> None:
    # In one order, so that two who hand over at once wait for each other and no more.
    rows = _answers(session).filter(~_erased(session), opinions__principal=guest.key)
    held = {said.pk: said for said in rows.order_by("pk") if _readable(said)}
    _still_counts(session)
    # Read under the answers' locks: another tab may have changed them, or handed them over.
    given = Opinion.objects.filter(utterance__in=held)
    mine = {opinion.utterance_id: opinion for opinion in given.filter(principal=guest.key)}
    twice = set(given.filter(principal=by.key).values_list("utterance", flat=True)) & set(mine)
    for pk in twice:
        for name, count in _counts(mine[pk]).items():
            setattr(held[pk], name, getattr(held[pk], name) - count)
    Utterance.objects.bulk_update([held[pk] for pk in sorted(twice)], figures.OPINIONS)
    given.filter(principal=guest.key, utterance__in=twice).delete()
    given.filter(principal=guest.key).update(principal=by.key, guest=False)
    for pk in mine:
        transaction.on_commit(partial(ticks.touch, session.pk, held[pk].seq, "opinions"))


def _open_answer(session: Session, seq: int) -> Utterance:
    """Return an answer, locked, of a session that still counts opinions."""
    said = _answer(session, seq)
    _still_counts(session)
    return said


def _still_counts(session: Session) -> None:
    # Read under an answer's lock: the end of a session totals under the same locks.
    session.refresh_from_db(fields=["state"])
    if session.state not in ON_AIR:
        raise Refused("not_live")


def _answer(session: Session, seq: int) -> Utterance:
    """Return an answer, locked. What nobody can read any more, nobody can weigh."""
    said = _answers(session).filter(seq=seq).annotate(erased=_erased(session)).first()
    if said is None:
        raise Refused("not_found")
    if said.erased or not _readable(said):
        raise Refused("answer_gone")
    return said


def _answers(session: Session) -> QuerySet[Utterance]:
    """Return a session's answers, to be locked."""
    rows = Utterance.objects.select_for_update(of=("self",)).select_related("question")
    return rows.filter(session=session, question__isnull=False)


def _erased(session: Session) -> Exists:
    gone = Event.objects.filter(stream_id=session.public_id, data__isnull=True)
    return Exists(gone.filter(seq=OuterRef("seq")))


def _readable(said: Utterance) -> bool:
    return said.question is not None and said.question.state in states.READABLE


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
