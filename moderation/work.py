"""What the moderators are at, for those who run the session: how far they are, who holds what."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogue import live
from dialogue import queries as dialogue
from dialogue.models import Question
from dialogue.states import State
from moderation import queries
from moderation.models import Claim, Decision
from moderation.schemas import HeldByOut, SeatOut, WorkOut
from sessions_app.models import Session

LATELY = timedelta(minutes=5)
# More than this at once is nothing one reads.
MOST_CLAIMS = 50


def of(session: Session) -> WorkOut:
    """Return how much waits, how long, what was promised and missed, and who holds what.

    Five queries, whatever there is.
    """
    now = timezone.now()
    people = live.at_work(session.number)
    counts = dialogue.counters(session.pk)
    promised = now - timedelta(minutes=session.promise_minutes)
    waiting = Question.objects.filter(session=session, state=State.HELD)
    decided = Decision.objects.filter(question__session=session, at__gt=now - LATELY)
    return WorkOut(
        held=counts["held"] or 0,
        oldest_seconds=counts["oldest_seconds"],
        overdue=waiting.filter(asked_at__lt=promised).count(),
        decided_lately=decided.count(),
        claims=_claims(session),
        people=None if people is None else [SeatOut(**seat) for seat in people],
    )


def _claims(session: Session) -> list[HeldByOut]:
    running = Claim.objects.filter(
        question__session=session, question__state=State.HELD, until__gt=timezone.now()
    )
    rows = running.select_related("moderator", "question").order_by("question__number")
    return [
        HeldByOut(number=claim.question.number, by=queries.staff_name(claim.moderator))
        for claim in rows[:MOST_CLAIMS]
    ]
