"""What the crowd looks at before it acts, and whose chair is taken by a person."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo import matters, texts
from dialogue.models import Draft, Question
from dialogue.states import SUPPORTABLE, State
from log.models import Event
from moderation.models import Claim, Decision
from sessions_app.models import Session
from sessions_app.states import ON_AIR

# A person who did something lately keeps the chair.
KEEPS_CHAIR = timedelta(minutes=5)
# A netizen's own question should be public soon enough to be seen, not at once.
MODERATED_AFTER = timedelta(seconds=6)
ANSWERED_AFTER = timedelta(seconds=25)
WAITING_AT_MOST = 30


def on_air(session: Session) -> bool:
    """Return whether the session still goes on."""
    session.refresh_from_db(fields=["state"])
    return session.state in ON_AIR


def unasked(session: Session) -> str:
    """Return a question nobody has asked yet; nothing when enough are waiting."""
    questions = Question.objects.filter(session=session)
    if questions.filter(state__in=[State.HELD, State.PUBLISHED]).count() >= WAITING_AT_MOST:
        return ""
    asked = set(questions.values_list("text", flat=True)) | set(
        questions.exclude(original="").values_list("original", flat=True)
    )
    turns = range(len(matters.CROWD) + len(matters.PLACES) * len(matters.MATTERS))
    questions_ = (question for question, _answer in map(matters.crowd_exchange, turns))
    return next((text for text in questions_ if text not in asked), "")


def supportable(session: Session) -> list[int]:
    """Return the numbers of questions one can stand behind, oldest first."""
    rows = Question.objects.filter(session=session, state__in=SUPPORTABLE).order_by("number")
    return list(rows.values_list("number", flat=True))


def to_moderate(session: Session) -> Question | None:
    """Return a held question that has waited a little, unless a person moderated lately."""
    lately = timezone.now() - KEEPS_CHAIR
    person = User.objects.filter(username="demo-moderator")
    sits = (
        Decision.objects.filter(moderator__in=person, at__gt=lately).exists()
        or Claim.objects.filter(moderator__in=person, until__gt=timezone.now()).exists()
    )
    if sits:
        return None
    before = timezone.now() - MODERATED_AFTER
    held = Question.objects.filter(session=session, state=State.HELD, asked_at__lt=before)
    return held.filter(flagged=False).order_by("number").first()


def _sits(session: Session, username: str) -> bool:
    user = User.objects.get(username=username)
    lately = timezone.now() - KEEPS_CHAIR
    # What the demo's own content said before the session was opened does not count.
    since = max(lately, (session.opened_at or lately) + timedelta(seconds=5))
    acted = Event.objects.filter(
        stream_id=session.public_id, actor=f"u:{user.pk}", at__gt=since
    ).exists()
    wrote = Draft.objects.filter(
        question__session=session, by=f"u:{user.pk}", at__gt=lately
    ).exists()
    return acted or wrote


def next_step(session: Session) -> dict[str, Any] | None:
    """Return what the simulated host or leader does next, unless a person has that chair."""
    current = Question.objects.filter(session=session, state=State.TAKEN_UP).first()
    if current is not None:
        return None if _sits(session, "demo-leader") else _answer(session, current)
    if _sits(session, "demo-host") or _sits(session, "demo-leader"):
        return None
    waiting = Question.objects.filter(session=session, state=State.PUBLISHED)
    following = waiting.filter(place__isnull=False).order_by("place").first()
    best = following or waiting.order_by("-supports", "number").first()
    return {"do": "take_up", "number": best.number} if best is not None else None


def _answer(session: Session, current: Question) -> dict[str, Any] | None:
    taken = Event.objects.filter(
        stream_id=session.public_id, kind="question.taken_up", number=current.number
    ).order_by("-seq")
    if taken[0].at > timezone.now() - ANSWERED_AFTER:
        return None
    written = matters.written_answers().get(current.text)
    text = written or random.choice(texts.ANSWERS)  # noqa: S311
    return {"do": "answer", "number": current.number, "text": text, "speaker": "l1"}
