"""When sessions happen: announcing, postponing, calling off; each is on record.

The steps themselves, with their events and with telling those who follow, are in lifecycle
and planning: the clock takes them too.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from log.writing import lock
from sessions_app import notice
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from sessions_app.services.drafting import demand_planner
from sessions_app.states import State


def announce(session: Session, *, by: Principal, reason: str = "") -> None:
    """Make a draft public now. Records session.announced, with the reason if it is late.

    Raises Refused: "start_passed", and for a person who announces later than the notice rule
    has it and does not say why, "notice_reason_needed". Appends session.announced.
    """
    demand_planner(by, session.organisation)
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        late = _demand_notice(session, by, reason)
        lifecycle.announce(session, by=by)
        said = reason if late else ""
        audit.record("session.announced", session, by=by, reason=said, unit=session.organisation)


def _demand_notice(session: Session, by: Principal, reason: str) -> bool:
    """Return whether it is late. The operator's command is not asked why."""
    now = timezone.now()
    late = not notice.in_time(session.starts_at, now)
    if by.user_id and session.starts_at <= now:
        raise Refused("start_passed")
    if by.user_id and late and not reason.strip():
        raise Refused("notice_reason_needed", days=notice.days())
    return late


def postpone(
    session: Session, *, starts_at: datetime, ends_at: datetime, by: Principal, reason: str = ""
) -> None:
    """Move a session that has not begun. Records session.postponed; followers are told.

    Raises Refused("illegal_step") once it has begun. Appends session.detailed.
    """
    demand_planner(by, session.organisation)
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        before = (session.starts_at, session.ends_at)
        planning.postpone(session, starts_at=starts_at, ends_at=ends_at, by=by)
        changes = {"starts_at": (before[0], starts_at), "ends_at": (before[1], ends_at)}
        audit.record(
            "session.postponed",
            session,
            by=by,
            changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
            reason=reason,
            unit=session.organisation,
        )


def cancel(session: Session, *, by: Principal, reason: str) -> None:
    """Call off what has not begun, with a reason for everybody. Records session.cancelled.

    Raises Refused: "words_needed" where it is public and the reason is empty, "illegal_step"
    once it has begun. Appends session.cancelled where it is public.
    """
    demand_planner(by, session.organisation)
    with transaction.atomic():
        lock(session.public_id)
        session.refresh_from_db()
        if session.state != State.DRAFT and not reason.strip():
            raise Refused("words_needed")
        lifecycle.cancel(session, by=by, reason=reason)
        audit.record("session.cancelled", session, by=by, reason=reason, unit=session.organisation)
