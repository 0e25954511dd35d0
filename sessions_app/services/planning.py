"""Creating a session, its guests and its roles."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max
from guardian.shortcuts import assign_perm, remove_perm

from accounts.events import ActName
from accounts.models import Duty, Leader, Organisation, User
from accounts.principals import SYSTEM, Principal
from accounts.services import audit, revoke_tokens
from accounts.services import rights as unit_rights
from log.codes import Refused
from log.models import DESK, PUBLIC
from log.writing import create_stream, lock
from sessions_app.models import Guest, Session
from sessions_app.rules import RIGHTS
from sessions_app.services import lifecycle, telling
from sessions_app.states import COMING, State

# Rehearsals are numbered from here on, at random.
REHEARSALS = 1_000_000_000


class GuestDetails(TypedDict):
    """A leader to invite."""

    name: str
    post: str
    user: User | None


def create(
    *,
    title: str,
    organisation: Organisation,
    starts_at: datetime,
    ends_at: datetime,
    guests: Sequence[GuestDetails] = (),
    rehearsal: bool = False,
    **rules: Any,
) -> Session:
    """Create a draft with its two empty streams; leaders with an account may answer in it.

    `rules` are further fields of Session (asking, max_length, collect_from…). Appends
    nothing: a draft is not public.
    """
    with transaction.atomic():
        session = Session(
            number=_next_number(rehearsal=rehearsal),
            title=title,
            organisation=organisation,
            starts_at=starts_at,
            ends_at=ends_at,
            rehearsal=rehearsal,
            **rules,
        )
        session.save()
        _give_streams(session)
        for place, details in enumerate(guests, 1):
            add_guest(session, place=place, **details)
    return session


def _next_number(*, rehearsal: bool) -> int:
    if rehearsal:
        # For those who were told of it: nobody comes upon it by counting, and when it is
        # gone no number of a real session is missing.
        return REHEARSALS + secrets.randbelow(REHEARSALS)
    last = Session.objects.filter(rehearsal=False).aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


def _give_streams(session: Session) -> None:
    session.public_stream, session.desk_stream = (
        create_stream(
            owner_kind="session",
            owner_id=session.pk,
            audience=audience,
            rehearsal=session.rehearsal,
        )
        for audience in (PUBLIC, DESK)
    )
    session.save(update_fields=["public_stream", "desk_stream"])


def add_guest(
    session: Session,
    *,
    place: int,
    name: str,
    post: str,
    user: User | None,
    by: Principal = SYSTEM,
) -> Guest:
    """Invite a leader; one with an account gets the right to answer.

    Appends session.detailed where the session is public already: its guests are announced.
    """
    with transaction.atomic():
        lock(session.public_id)
        guest = place_guest(session, place=place, name=name, post=post, user=user, by=by)
        session.refresh_from_db()
        if session.state not in {State.DRAFT, State.CANCELLED}:
            lifecycle.change_details(session, by=by)
    return guest


def place_guest(
    session: Session,
    *,
    name: str,
    post: str,
    user: User | None,
    leader: Leader | None = None,
    place: int = 0,
    by: Principal = SYSTEM,
) -> Guest:
    """Put a leader on the list, at the end if no place is named; the caller tells of it.

    The key by which the log knows a speaker is new, also where an earlier guest was removed.
    """
    taken = [int(key[1:]) for key in session.guests.values_list("key", flat=True)]
    last = max(taken, default=0)
    guest = Guest.objects.create(
        session=session,
        key=f"l{last + 1}",
        place=place or len(taken) + 1,
        name=name,
        post=post,
        user=user,
        leader=leader,
    )
    if user is not None:
        grant(session, user, "answer", by=by)
    return guest


def grant(session: Session, user: User, right: str, *, by: Principal = SYSTEM) -> None:
    """Give a person a right ("host", "moderate", …) in this session.

    Open sockets know the rights they began with, so that person's close and come back.
    Appends right.given to the audit log. Raises Refused("auditor_apart").
    """
    with transaction.atomic():
        if unit_rights.locked(user).duty == Duty.AUDIT:
            raise Refused("auditor_apart")
        assign_perm(RIGHTS[right], user, session)
        revoke_tokens(user)
        _tell("right.given", session, user, {right: ("", _named(session))}, by)


def withdraw(session: Session, user: User, right: str, *, by: Principal = SYSTEM) -> None:
    """Take a right away; open sockets of that person close within seconds.

    Appends right.taken to the audit log.
    """
    with transaction.atomic():
        remove_perm(RIGHTS[right], user, session)
        revoke_tokens(user)
        _tell("right.taken", session, user, {right: (_named(session), "")}, by)


def _named(session: Session) -> str:
    return f"{session.number} {session.title}"


def _tell(
    act: ActName, session: Session, user: User, changes: dict[str, tuple[str, str]], by: Principal
) -> None:
    # A rehearsal leaves nothing behind, and its rights go with it.
    if not session.rehearsal:
        audit.record(act, user, by=by, changes=changes, unit=session.organisation)


def postpone(
    session: Session, *, starts_at: datetime, ends_at: datetime, by: Principal = SYSTEM
) -> None:
    """Move a session that has not begun. Where it is public already its followers are told of
    another beginning; appends session.detailed.

    Raises Refused("illegal_step") once it has begun, or was cancelled.
    """
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        if session.state not in COMING | {State.DRAFT}:
            raise Refused("illegal_step")
        old_starts = session.starts_at
        session.starts_at, session.ends_at = starts_at, ends_at
        if session.state == State.DRAFT:
            session.save(update_fields=["starts_at", "ends_at"])
        else:
            lifecycle.change_details(session, by=by)
            telling.postponed(session, old_starts)
