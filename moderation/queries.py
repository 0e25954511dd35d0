"""Reads of the desk: what waits, what was decided, how much there is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.characters import has_control_characters
from accounts.models import User
from accounts.principals import Principal
from dialogue import queries as dialogue
from dialogue import states
from dialogue.models import Question
from dialogue.states import State
from dialogue.text import clean
from log.codes import Refused
from moderation.models import Claim, Decision
from sessions_app.models import Session

Filter = Literal["held", "flagged", "mine", "published", "declined", "all"]
# What waits is worked off from the oldest; what is done is looked up from the newest.
OLDEST_FIRST = frozenset({"held", "flagged", "mine"})
# An author's other questions that are shown beside one.
MOST_OTHERS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """Which rows somebody wants to see: a filter, words, and the place after which."""

    filter: Filter = "held"
    words: str = ""
    after: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the desk in order, and the number after which the next page begins."""

    questions: list[Question]
    next: int | None


def page(session: Session, look: Look, *, by: Principal) -> Page:
    """Return one page of the desk by keyset: a question that comes or goes shifts nothing.

    Costs two queries for any number of rows.
    """
    oldest_first = look.filter in OLDEST_FIRST
    rows = _with_all(Question.objects.filter(_belongs(look.filter, by), session=session))
    if look.after:
        rows = rows.filter(Q(number__gt=look.after) if oldest_first else Q(number__lt=look.after))
    if look.words:
        rows = rows.filter(_has(look.words))
    found = list(rows.order_by("number" if oldest_first else "-number")[: look.limit + 1])
    more = len(found) > look.limit
    return Page(found[: look.limit], found[look.limit - 1].number if more else None)


def _with_all(rows: QuerySet[Question]) -> QuerySet[Question]:
    decisions = Decision.objects.select_related("moderator").order_by("pk")
    return rows.select_related("claim__moderator").prefetch_related(
        Prefetch("decisions", queryset=decisions)
    )


def _belongs(wanted: Filter, by: Principal) -> Q:
    match wanted:
        case "held":
            return Q(state=State.HELD)
        case "flagged":
            return Q(state=State.HELD, flagged=True)
        case "mine":
            return Q(
                state=State.HELD,
                claim__moderator_id=by.user_id,
                claim__until__gt=timezone.now(),
            )
        case "published":
            return Q(state__in=states.SHOWN)
        case "declined":
            return Q(state=State.DECLINED)
        case "all":
            return Q()


def _has(words: str) -> Q:
    """Match the words as they stand: in the text, as it was asked, as a name or a number."""
    if has_control_characters(words):
        return Q(pk__in=[])
    tidy = clean(words)
    number = tidy.removeprefix("#")
    found = Q(text__icontains=tidy) | Q(original__icontains=tidy) | Q(name__icontains=tidy)
    return found | Q(number=int(number)) if number.isdecimal() and len(number) < 9 else found


def one(session: Session, number: int) -> Question:
    """Return one question with its lease and decisions. Raises Refused("not_found")."""
    question = _with_all(Question.objects.filter(session=session, number=number)).first()
    if question is None:
        raise Refused("not_found")
    return question


def others(question: Question) -> list[Question]:
    """Return what the same person also asked in this session, newest first."""
    rows = Question.objects.filter(session_id=question.session_id, author=question.author)
    return list(rows.exclude(pk=question.pk).order_by("-number")[:MOST_OTHERS])


def unclaimed(session: Session) -> QuerySet[Question]:
    """Return what waits and is leased to nobody, oldest first."""
    waiting = Question.objects.filter(session=session, state=State.HELD)
    return waiting.exclude(claim__until__gt=timezone.now()).order_by("number")


def lease(question: Question) -> Claim | None:
    """Return the lease that runs on a question, if it still waits for a decision."""
    claim: Claim | None = getattr(question, "claim", None)
    runs = claim is not None and claim.until > timezone.now()
    return claim if runs and question.state == State.HELD else None


def decision(question: Question) -> Decision | None:
    """Return what was decided last about a question that was read with its decisions."""
    made = list(question.decisions.all())
    return made[-1] if made else None


def counters(session: Session, *, by: Principal) -> dict[str, int | None]:
    """Return how much waits and how much is done, and how long the oldest has waited."""
    counts = dialogue.counters(session.pk)
    told = ("held", "flagged", "published", "declined", "answered", "oldest_seconds")
    leased = Question.objects.filter(_belongs("mine", by), session=session)
    return {**{name: counts[name] for name in told}, "mine": leased.count()}


def staff_name(user: User) -> str:
    """Return how colleagues at the desk know somebody."""
    return user.get_full_name()
