"""Who does what behind a session; each change is on record."""

from __future__ import annotations

from accounts.models import User
from accounts.principals import Principal
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.services import planning
from sessions_app.services.drafting import demand_planner
from sessions_app.states import State

# The right to answer comes with the place on the list of guests.
GIVEN = ("host", "moderate", "transcribe", "observe")


def give(session: Session, user: User, right: str, *, by: Principal) -> None:
    """Give a person a part. Records right.given.

    Raises Refused: "auditor_apart", "illegal_step" in a cancelled session.
    """
    _demand(session, right, by)
    planning.grant(session, user, right, by=by)


def take(session: Session, user: User, right: str, *, by: Principal) -> None:
    """Take a part away. Records right.taken."""
    _demand(session, right, by)
    planning.withdraw(session, user, right, by=by)


def _demand(session: Session, right: str, by: Principal) -> None:
    demand_planner(by, session.organisation)
    if session.state == State.CANCELLED or (by.user_id and right not in GIVEN):
        raise Refused("illegal_step")
