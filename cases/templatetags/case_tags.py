"""Cases on the pages of other rooms: transcripts, the home page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from accounts.principals import Principal
from cases import queries, rules
from cases.rows import Row
from sessions_app.models import Session

register = template.Library()


@register.simple_tag
def cases_of(session: Session) -> dict[int, Row]:
    """Return {question number: case} of a session: {% cases_of session as cases %}."""
    return queries.for_session(session)


@register.simple_tag
def recent_cases(limit: int) -> list[Row]:
    """Return the cases that moved last: {% recent_cases 4 as rows %}."""
    return queries.recent(limit)


@register.simple_tag
def case_of(cases: Mapping[int, Row], number: int) -> Row | None:
    """Return a question's case of what `cases_of` gave: {% case_of cases 37 as case %}."""
    return cases.get(number)


@register.simple_tag
def case_work(principal: Principal | None) -> int | None:
    """Return how many cases wait for somebody who handles them; None for everybody else."""
    units = rules.units_of(principal)
    return queries.waiting_in(units) if units.exists() else None
