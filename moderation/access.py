"""The way into a desk: the session and one's rights in it, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from accounts import queries as people
from accounts.principals import Principal
from dialogue.api_auth import principal
from log.codes import Refused
from sessions_app import queries as sessions
from sessions_app import rules
from sessions_app.models import Session


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the desk of a session."""

    session: Session
    who: Principal
    held: rules.Rights


def reader(request: HttpRequest, number: int) -> Seat:
    """Return the caller's seat at a desk they may look at.

    Raises Refused: token_expired, or not_found: the same for a session that does not
    exist and for one in which the caller has no right.
    """
    who = principal(request)
    people.demand_current(who)
    session = sessions.known_by_number(number, who)
    held = rules.rights(who, session)
    if not rules.may_see_desk(held):
        raise Refused("not_found")
    return Seat(session, who, held)


def moderator(request: HttpRequest, number: int) -> Seat:
    """Return the caller's seat at a desk they may decide at. Raises also Refused("not_allowed")."""
    seat = reader(request, number)
    rules.demand(rules.may_moderate(seat.held))
    return seat
