"""Standing behind a question: one per person, held by the database."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import F

from accounts.principals import Principal
from dialogue import ticks
from dialogue.models import Question, Support
from dialogue.services.ledger import Result
from dialogue.states import SUPPORTABLE
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.states import TAKES_QUESTIONS


def set_support(session: Session, *, number: int, by: Principal, on: bool) -> Result:
    """Support a public question, or take the support back; doing it twice changes nothing.

    Returns {number, support: [signed-in, guests]}. Not logged (final totals are): the
    change is told as a tick. Raises Refused: sign_in_needed, not_public, not_live.
    """
    if by.is_guest and not session.guests_may_support:
        raise Refused("sign_in_needed")
    with transaction.atomic():
        question = _locked(session, number)
        _flip(question, by, on=on)
        question.refresh_from_db(fields=["supports", "guest_supports"])
        transaction.on_commit(lambda: ticks.touch(session.pk, number))
    return {"number": number, "support": [question.supports, question.guest_supports]}


def take_over(guest: Principal, *, by: Principal) -> None:
    """Make what a guest who has signed in supports the person's, in sessions not yet ended.

    One person, one voice: what the person supports already counts once. Not logged, as above.
    As many queries for a session whatever was supported there.
    """
    mine = Support.objects.filter(principal=guest.key, question__state__in=SUPPORTABLE)
    sessions = Session.objects.filter(state__in=TAKES_QUESTIONS)
    for session in sessions.filter(pk__in=mine.values("question__session")).order_by("pk"):
        # Open a moment ago: if it is not any more, its figures are final.
        with suppress(Refused), transaction.atomic():
            _hand_over(session, guest, by)


def _hand_over(session: Session, guest: Principal, by: Principal) -> None:
    # In one order, so that two who hand over at once wait for each other and no more.
    rows = Question.objects.select_for_update(of=("self",)).order_by("pk")
    held = list(rows.filter(session=session, state__in=SUPPORTABLE, support__principal=guest.key))
    _still_counts(session)
    # Read under the questions' locks: another tab may have handed them over.
    given = Support.objects.filter(question__in=held)
    mine = set(given.filter(principal=guest.key).values_list("question", flat=True))
    twice = set(given.filter(principal=by.key).values_list("question", flat=True)) & mine
    given.filter(principal=guest.key, question__in=twice).delete()
    given.filter(principal=guest.key).update(principal=by.key, guest=False)
    touched = Question.objects.filter(pk__in=mine)
    touched.update(guest_supports=F("guest_supports") - 1)
    touched.exclude(pk__in=twice).update(supports=F("supports") + 1)
    for question in held:
        if question.pk in mine:
            transaction.on_commit(partial(ticks.touch, session.pk, question.number))


def _locked(session: Session, number: int) -> Question:
    """Return a public question, locked, of a session that still counts support."""
    rows = Question.objects.select_for_update(of=("self",))
    question = rows.filter(session=session, number=number, state__in=SUPPORTABLE).first()
    if question is None:
        raise Refused("not_public")
    _still_counts(session)
    return question


def _still_counts(session: Session) -> None:
    # Read under a question's lock: the end of a session totals under the same locks.
    session.refresh_from_db(fields=["state"])
    if session.state not in TAKES_QUESTIONS:
        raise Refused("not_live")


def _flip(question: Question, by: Principal, *, on: bool) -> None:
    if on:
        # Two taps at once count once: the database holds it.
        _support, made = Support.objects.get_or_create(
            question=question, principal=by.key, defaults={"guest": by.is_guest}
        )
        change = 1 if made else 0
    else:
        removed, _by_model = Support.objects.filter(question=question, principal=by.key).delete()
        change = -removed
    if change:
        column = "guest_supports" if by.is_guest else "supports"
        Question.objects.filter(pk=question.pk).update(**{column: F(column) + change})
