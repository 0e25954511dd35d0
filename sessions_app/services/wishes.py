"""What happens to a wish: suggested, voted for, opened, declined or turned into a session.

Who decides is in sessions_app.wishes; a decision is an administrative act and on record.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts import rules
from accounts.events import ActName
from accounts.models import Organisation, User
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from sessions_app import wishes
from sessions_app.models import Session, Topic, Wish, WishVote
from sessions_app.models.wishes import WishState
from sessions_app.services import telling

PER_DAY = 3
SHORTEST = 4
UNDECIDED = frozenset({WishState.HELD, WishState.OPEN})


def suggest(
    author: User,
    *,
    title: str,
    whom: str = "",
    reason: str = "",
    organisation: Organisation | None = None,
    topic: Topic | None = None,
) -> Wish:
    """Keep a wish for review. The same one sent twice in a day is one wish.

    Raises Refused("text_too_short") for a title of a word, and Refused("too_many_wishes").
    """
    if len(title) < SHORTEST:
        raise Refused("text_too_short", limit=SHORTEST)
    with transaction.atomic():
        # One person's wishes one after another, or two windows would count the same day twice.
        User.objects.select_for_update().get(pk=author.pk)
        today = Wish.objects.filter(
            author=author, created_at__gt=timezone.now() - timedelta(days=1)
        )
        again = today.filter(title=title, organisation=organisation).first()
        if again is not None:
            return again
        if today.count() >= PER_DAY:
            raise Refused("too_many_wishes", limit=PER_DAY)
        return Wish.objects.create(
            author=author,
            title=title,
            whom=whom,
            reason=reason,
            organisation=organisation,
            topic=topic,
        )


def vote(wish: Wish, user: User) -> int:
    """Count a person's vote, once; return how many there are.

    Raises Refused("wish_closed") for a wish that is not open.
    """
    with transaction.atomic():
        held = _open(wish)
        _ballot, new = WishVote.objects.get_or_create(wish=held, user=user)
        return _count(held, 1 if new else 0)


def take_back(wish: Wish, user: User) -> int:
    """Take a person's vote back; return how many are left. Raises Refused("wish_closed")."""
    with transaction.atomic():
        held = _open(wish)
        gone, _rows = WishVote.objects.filter(wish=held, user=user).delete()
        return _count(held, -1 if gone else 0)


def take_all_back(user: User) -> None:
    """Take all votes of a person back, whatever became of the wishes; in the caller's transaction.

    The wishes are locked in the order of their ids, as others who leave do it.
    """
    mine = Wish.objects.filter(pk__in=WishVote.objects.filter(user=user).values("wish"))
    held = [wish.pk for wish in mine.select_for_update().order_by("pk")]
    # Read again: what was taken back meanwhile is not counted twice.
    ballots = WishVote.objects.filter(user=user, wish__in=held)
    Wish.objects.filter(pk__in=ballots.values("wish")).update(
        # Closing an account must not fail over a number that is wrong.
        votes=Greatest(F("votes") - 1, 0)
    )
    ballots.delete()


def _open(wish: Wish) -> Wish:
    """Lock an open wish: votes are counted one after another."""
    held = _locked(wish)
    if held.state != WishState.OPEN:
        raise Refused("wish_closed")
    return held


def _count(held: Wish, change: int) -> int:
    if change:
        Wish.objects.filter(pk=held.pk).update(votes=F("votes") + change)
    return held.votes + change


def open_for_votes(wish: Wish, *, by: Principal) -> None:
    """Make a held wish public. Records wish.opened."""
    with transaction.atomic():
        held = _to_decide(wish, by)
        if held.state != WishState.HELD:
            raise Refused("wish_closed")
        held.state, held.opened_at = WishState.OPEN, timezone.now()
        held.save(update_fields=["state", "opened_at"])
        _record("wish.opened", held, by)


def decline(wish: Wish, *, words: str, by: Principal) -> None:
    """Say no, in words that the author reads. Records wish.declined.

    Raises Refused("words_needed") without any.
    """
    if not words:
        raise Refused("words_needed")
    with transaction.atomic():
        held = _to_decide(wish, by)
        _decide(held, WishState.DECLINED, words)
        _record("wish.declined", held, by, words)


def plan(wish: Wish, session: Session, *, words: str, by: Principal) -> None:
    """Say that a session answers a wish; once it is announced the link shows, and voters are told.

    Records wish.planned. Raises Refused("not_allowed") for a session of somebody else's unit.
    """
    with transaction.atomic():
        held = _to_decide(wish, by)
        if not wishes.sessions_for(held, by).filter(pk=session.pk).exists():
            raise Refused("not_allowed")
        held.session = session
        held.opened_at = held.opened_at or timezone.now()
        _decide(held, WishState.PLANNED, words)
        telling.wish_planned(held)
        _record("wish.planned", held, by, words)


def _to_decide(wish: Wish, by: Principal) -> Wish:
    held = _locked(wish)
    rules.demand(wishes.to_weigh(by).filter(pk=held.pk).exists())
    if held.state not in UNDECIDED:
        raise Refused("wish_closed")
    return held


def _locked(wish: Wish) -> Wish:
    rows = Wish.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=wish.pk)


def _decide(held: Wish, state: WishState, words: str) -> None:
    held.state, held.words, held.decided_at = state, words, timezone.now()
    held.save(update_fields=["state", "words", "decided_at", "session", "opened_at"])


def _record(act: ActName, held: Wish, by: Principal, words: str = "") -> None:
    audit.record(act, held, by=by, reason=words, unit=held.organisation)
