"""Reads of the live room that are not trivial."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from accounts.models import Leader
from dialogue import reasons, states
from dialogue.models import Draft, Question, Utterance
from dialogue.states import State
from log.codes import Refused
from sessions_app.models import Guest, Session
from sessions_app.states import State as SessionState


def question(session: Session, number: int) -> Question:
    """Return one question of a session. Raises Refused("not_found")."""
    try:
        return Question.objects.get(session=session, number=number)
    except Question.DoesNotExist as error:
        raise Refused("not_found") from error


def locked(session: Session, number: int) -> Question:
    """Return one question, read and locked inside a transaction that holds its streams."""
    try:
        return Question.objects.select_for_update(of=("self",)).get(session=session, number=number)
    except Question.DoesNotExist as error:
        raise Refused("not_found") from error


def support_totals(session_id: int, numbers: Collection[int] | None = None) -> dict[int, list[int]]:
    """Return {number: [signed-in, guests]} of public questions (of `numbers` only, if given)."""
    rows = Question.objects.filter(session_id=session_id, state__in=states.READABLE)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    values = rows.values_list("number", "supports", "guest_supports")
    return {number: [users, guests] for number, users, guests in values}


def support_sums(session_ids: Iterable[int]) -> dict[int, int]:
    """Return the sum of all support of each session's public questions: a cheap fingerprint."""
    rows = (
        Question.objects.filter(session_id__in=list(session_ids), state__in=states.READABLE)
        .values_list("session_id")
        .annotate(total=Sum("supports") + Sum("guest_supports"))
    )
    return dict(rows)


def counters(session_id: int) -> dict[str, int | None]:
    """Return how many questions are in each state, how many held are flagged, and the age in
    seconds of the oldest that is held (None when none is).
    """
    rows = Question.objects.filter(session_id=session_id)
    counts: dict[str, int | None] = {state.value: 0 for state in State}
    counts |= dict(rows.values_list("state").annotate(n=Count("pk")))
    held = rows.filter(state=State.HELD)
    oldest = held.order_by("number").values_list("asked_at", flat=True).first()
    # Another machine's clock may be a little ahead of ours.
    age = max(int((timezone.now() - oldest).total_seconds()), 0) if oldest else None
    return counts | {"flagged": held.filter(flagged=True).count(), "oldest_seconds": age}


def leftovers(session: Session) -> QuerySet[Question]:
    """Return what a session left unanswered in public: what becomes cases."""
    return Question.objects.filter(session=session, state__in=states.WAITING).order_by("number")


def cancelled_holding() -> QuerySet[Session]:
    """Return the cancelled sessions that hold questions nobody can decide any more."""
    held = Question.objects.filter(session=OuterRef("pk"), state=State.HELD)
    return Session.objects.filter(Exists(held), state=SessionState.CANCELLED).order_by("pk")


def by_receipt(code: str) -> Question:
    """Return the question a receipt code belongs to. Raises Refused("receipt_unknown")."""
    tidy = "".join(code.upper().split()).replace("-", "")
    found = Question.objects.select_related("session").filter(receipt=tidy).first()
    if found is None:
        raise Refused("receipt_unknown")
    return found


def authors(session_id: int, numbers: Collection[int]) -> dict[str, set[int]]:
    """Return {author's key: numbers} for the named questions."""
    found: dict[str, set[int]] = {}
    rows = Question.objects.filter(session_id=session_id, number__in=numbers)
    for author, number in rows.values_list("author", "number"):
        found.setdefault(author, set()).add(number)
    return found


def answered_by(leader: Leader) -> int:
    """Return how many public questions a leader has answered, over all sessions. One query."""
    appearances = Guest.objects.filter(leader=leader, session__rehearsal=False)
    said = appearances.filter(session=OuterRef("session"), key=OuterRef("speaker_key"))
    answers = Utterance.objects.filter(
        Exists(said),
        session__in=appearances.values("session"),
        question__state__in=states.READABLE,
    )
    return answers.values("question").distinct().count()


def drafts(session: Session) -> QuerySet[Draft]:
    """Return the answers that are being prepared, with their questions' numbers."""
    rows = Draft.objects.filter(question__session=session).exclude(text="", ready=False)
    return rows.select_related("question").order_by("question__number")


def own_row(question: Question) -> dict[str, Any]:
    """Return a question as its own author sees it, in any state and the active language."""
    return {
        "number": question.number,
        "text": question.text,
        "original": question.original,
        "state": question.state,
        "version": question.version,
        "asked_at": question.asked_at.isoformat(),
        "reason": question.reason,
        "reason_text": reasons.text(question.reason),
        "words": question.words,
        "receipt": question.receipt,
        "case": question.case_number,
    }
