"""Choosing the unit of a session: by typing part of its name, among those of one's branch."""

from __future__ import annotations

from accounts.models import Organisation
from accounts.office import Staff
from sessions_app.models import Session
from sessions_app.offices.access import branch

MOST = 12


def matching(staff: Staff, words: str, picked: str, session: Session | None) -> list[Organisation]:
    """Return the unit that is meant, or those that may be.

    The one picked from an earlier list, the session's own, the only one of exactly this name:
    each of them is meant. Dissolved units hold no new sessions.
    """
    if session is not None and words == session.organisation.name:
        return [session.organisation]
    found = branch(staff).filter(active=True, name__icontains=words).select_related("parent")
    exact = list(found.filter(name=words)[:MOST])
    rows = exact + [unit for unit in found.order_by("path")[:MOST] if unit not in exact]
    meant = [unit for unit in rows if str(unit.pk) == picked] or (exact if len(exact) == 1 else [])
    return meant or rows


def only(staff: Staff) -> Organisation | None:
    """Return the unit of somebody who has just one."""
    rows = list(branch(staff).filter(active=True)[:2])
    return rows[0] if len(rows) == 1 else None
