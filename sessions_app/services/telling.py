"""The seam to those who follow: what happened to a session, as one row for the worker.

Called within the transaction of the act: if that is undone, nobody hears of it. Whom it
concerns, in which language and how, is found out later (sessions_app/fanout.py). Nothing is
told of drafts and rehearsals.
"""

from __future__ import annotations

from datetime import datetime

from sessions_app.models import Matter, Session, Telling, Wish
from sessions_app.states import State


def announced(session: Session) -> None:
    """Let the followers of its leaders, unit and topics know that there will be a session."""
    _tell(session, Matter.ANNOUNCED, "announced")


def postponed(session: Session, old_starts: datetime) -> None:
    """Let everybody know that a public session begins at another time than `old_starts`.

    Of moves that nobody was told of yet only the whole is told: from the first time to the last.
    """
    if old_starts == session.starts_at:
        return
    untold = Telling.objects.filter(
        session=session, matter=Matter.POSTPONED, done_at=None, last_user=0
    )
    first = untold.order_by("pk").values_list("started_at", flat=True).first()
    untold.delete()
    _tell(session, Matter.POSTPONED, f"postponed.{session.version}", old=first or old_starts)


def cancelled(session: Session, reason: str = "") -> None:
    """Let everybody know that a public session will not take place, and why."""
    _tell(session, Matter.CANCELLED, "cancelled", reason=reason)


def begins(session: Session) -> None:
    """Let everybody know that it is live now."""
    _tell(session, Matter.BEGINS, "begins")


def wish_planned(wish: Wish) -> None:
    """Let whoever voted for a wish know that its session is announced.

    To be called when the wish is given its session; told once that session is public.
    """
    if wish.session is not None:
        _tell(wish.session, Matter.PLANNED, f"wish.{wish.pk}", wish=wish)


def _tell(
    session: Session,
    matter: Matter,
    what: str,
    *,
    old: datetime | None = None,
    reason: str = "",
    wish: Wish | None = None,
) -> None:
    if session.rehearsal or (session.state == State.DRAFT and matter != Matter.PLANNED):
        return
    row = Telling(
        key=f"session.{session.number}.{what}",
        matter=matter,
        session=session,
        wish=wish,
        starts_at=session.starts_at,
        started_at=old,
        reason=reason[:200],
    )
    Telling.objects.bulk_create([row], ignore_conflicts=True)
