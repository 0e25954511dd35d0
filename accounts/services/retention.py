"""Changing for how long a kind of data is kept."""

from __future__ import annotations

from django.db import transaction

from accounts import retention, rules
from accounts.models import RetentionPeriod
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused


def keep_for(name: str, days: int, *, by: Principal) -> None:
    """Keep a kind of data for so many days from now on. Appends retention.changed.

    Raises Refused: not_allowed (only the system administrator may), not_found (no kind, or
    one without a period), too_short_a_time (below what the law demands), too_long_a_time.
    """
    rules.demand(rules.may_run_platform(rules.duty_of(by)))
    kind = retention.kinds().get(name)
    if kind is None or kind.sweep is None:
        raise Refused("not_found")
    if days < kind.floor:
        raise Refused("too_short_a_time", floor=kind.floor)
    if days > retention.MOST_DAYS:
        raise Refused("too_long_a_time", most=retention.MOST_DAYS)
    with transaction.atomic():
        row, _new = RetentionPeriod.objects.select_for_update().get_or_create(
            kind=name, defaults={"days": kind.days}
        )
        if row.days == days:
            return
        before, row.days = row.days, days
        row.save(update_fields=["days"])
        audit.record("retention.changed", row, by=by, changes={name: (before, days)})
