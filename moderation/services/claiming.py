"""Leases, so that two moderators never work on the same question.

The desk stream's row is the lock: it is taken first here as everywhere, so claims queue up
behind one another (and behind decisions) instead of racing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.principals import Principal
from dialogue import queries as dialogue
from dialogue import ticks
from dialogue.models import Question
from dialogue.states import State
from log.codes import Refused
from log.writing import lock
from moderation import queries
from moderation.models import Claim
from sessions_app.models import Session

LEASE = timedelta(minutes=5)


def claim_next(session: Session, *, by: Principal) -> Question:
    """Lease the oldest waiting question that nobody works on, and return it.

    Appends nothing: leases are no history. Raises Refused("nothing_to_claim").
    """
    with transaction.atomic():
        lock(session.desk_id)
        question = queries.unclaimed(session).first()
        if question is None:
            raise Refused("nothing_to_claim")
        _lease(question, by)
        _tell(question)
    return question


def claim(session: Session, *, number: int, by: Principal) -> Question:
    """Lease one waiting question, or renew one's own lease on it.

    Raises Refused: not_found, not_held, claimed (by a colleague, who is named).
    """
    with transaction.atomic():
        lock(session.desk_id)
        question = dialogue.question(session, number)
        if question.state != State.HELD:
            raise Refused("not_held")
        demand_free(question, by)
        _lease(question, by)
        _tell(question)
    return question


def release(session: Session, *, number: int, by: Principal) -> Question:
    """Give a question back; one that is not leased at all stays as it is.

    Raises Refused: not_found, claimed (by a colleague, who is named).
    """
    with transaction.atomic():
        lock(session.desk_id)
        question = dialogue.question(session, number)
        demand_free(question, by)
        Claim.objects.filter(question=question).delete()
        _tell(question)
    return question


def demand_free(question: Question, by: Principal) -> None:
    """Raise Refused("claimed") while a colleague's lease on the question runs."""
    others = Claim.objects.filter(question=question, until__gt=timezone.now())
    lease = others.exclude(moderator_id=by.user_id).select_related("moderator").first()
    if lease is not None:
        raise Refused("claimed", name=queries.staff_name(lease.moderator))


def person(by: Principal) -> int:
    """Return the id of the signed-in person. Raises Refused("not_allowed") for anyone else."""
    if by.user_id is None:
        raise Refused("not_allowed")
    return by.user_id


def _lease(question: Question, by: Principal) -> None:
    terms = {"moderator_id": person(by), "until": timezone.now() + LEASE}
    Claim.objects.update_or_create(question=question, defaults=terms)


def _tell(question: Question) -> None:
    # A lease is no history, yet colleagues should see at once who works on what.
    session_id, number = question.session_id, question.number
    transaction.on_commit(lambda: ticks.stir(session_id, number))
