"""Where somebody works: the sessions in which a person has a part to play."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.principals import Principal
from sessions_app import rules, states
from sessions_app.models import Session

# For so long after its end the record of a session is still corrected.
JUST_OVER = timedelta(days=1)
ORDER = (states.ON_AIR, states.COMING, states.OVER)


@dataclass(frozen=True, slots=True)
class Workplace:
    """A session, and by which rights one works in it."""

    session: Session
    rights: rules.Rights


def of(principal: Principal | None, now: datetime) -> list[Workplace]:
    """Return where the principal works: what is on air first, then what is coming, then the rest.

    Rehearsals are among them, and what has ended within a day. A draft has no desk yet. Costs
    two queries, or one for somebody without any right.
    """
    held = rules.rights_anywhere(principal)
    if not held:
        return []
    current = Q(state__in=states.ON_AIR | states.COMING)
    just_over = Q(state__in=states.OVER, ended_at__gt=now - JUST_OVER)
    rows = Session.objects.filter(current | just_over, pk__in=held)
    found = sorted(rows, key=lambda session: (_rank(session), session.starts_at, session.pk))
    return [Workplace(session, held[session.pk]) for session in found]


def _rank(session: Session) -> int:
    return next(place for place, some in enumerate(ORDER) if session.state in some)
