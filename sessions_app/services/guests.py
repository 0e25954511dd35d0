"""Who answers, in which order. A leader with an account may answer at the console."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from accounts.models import Tenure, User
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from log.writing import lock
from sessions_app.models import Guest, Session
from sessions_app.services import planning
from sessions_app.services.drafting import demand_planner, tell_change
from sessions_app.states import CHANGEABLE, COMING, State


def invite_leader(session: Session, tenure: Tenure, *, by: Principal) -> None:
    """Invite a leader in the post that is held. Raises Refused("guest_twice")."""
    leader = tenure.leader
    with _changing(session, by):
        if session.guests.filter(leader=leader).exists():
            raise Refused("guest_twice", name=leader.name)
        planning.place_guest(
            session,
            name=leader.name,
            post=full_post(tenure),
            user=leader.user,
            leader=leader,
            by=by,
        )


def full_post(tenure: Tenure) -> str:
    """Return a post as it stands alone: 局长 in 市教育局 is 市教育局局长."""
    unit, post = tenure.organisation.name, tenure.post
    named = any(post.startswith(unit[place:]) for place in range(max(1, len(unit) - 2)))
    # A Latin name ends before the post begins.
    between = " " if unit[-1:].isascii() else ""
    return post if named else f"{unit}{between}{post}"[:60]


def invite(
    session: Session, *, name: str, post: str, user: User | None = None, by: Principal
) -> None:
    """Invite somebody by name and post; without an account, others write down what is said."""
    with _changing(session, by):
        if session.guests.filter(name=name, post=post).exists():
            raise Refused("guest_twice", name=name)
        planning.place_guest(session, name=name, post=post, user=user, by=by)


def move(session: Session, guest: int, *, up: bool, by: Principal) -> None:
    """Let a guest change places with the one before, or after; nothing at the ends."""
    with _changing(session, by):
        order = list(session.guests.all())
        here = next((n for n, each in enumerate(order) if each.pk == guest), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is not None and there is not None and 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        _number(order)


def remove(session: Session, guest: int, *, by: Principal) -> None:
    """Take a guest off the list; the right to answer goes too.

    Raises Refused("illegal_step") once the session has begun: what somebody said stays theirs.
    """
    with _changing(session, by):
        if session.state not in COMING | {State.DRAFT}:
            raise Refused("illegal_step")
        gone = session.guests.filter(pk=guest).select_related("user").first()
        if gone is None:
            return
        user = gone.user
        gone.delete()
        if user is not None and not session.guests.filter(user=user).exists():
            planning.withdraw(session, user, "answer", by=by)
        _number(list(session.guests.all()))


def _number(order: list[Guest]) -> None:
    for place, guest in enumerate(order, 1):
        guest.place = place
    Guest.objects.bulk_update(order, ["place"])


@contextmanager
def _changing(session: Session, by: Principal) -> Iterator[None]:
    """Change the guests: one transaction, told to everybody where public, and on record.

    Records session.guests_changed; appends session.detailed.
    """
    demand_planner(by, session.organisation)
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        if session.state not in CHANGEABLE:
            raise Refused("illegal_step")
        before = _list(session)
        yield
        after = _list(session)
        if before != after:
            tell_change(session, by)
            told = {"guests": (before, after)}
            unit = session.organisation
            audit.record("session.guests_changed", session, by=by, changes=told, unit=unit)


def _list(session: Session) -> str:
    return "、".join(str(guest) for guest in session.guests.all())
