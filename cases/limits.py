"""How long a unit has: data of a jurisdiction, with a default set that staff can change.

A LimitRule row of the unit counts first, then one of the nearest unit above it, then one
for everybody; where there is no row, the default set holds. Of several rows the latest
that is in effect counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Organisation
from cases.calendar import Calendar
from cases.models import Counted, Kind, LimitRule


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days, and how they are counted."""

    days: int
    counted: Counted

    def due_on(self, start: date, calendar: Calendar) -> date:
        """Return the day at whose end the limit is over; `start` itself does not count."""
        if self.counted == Counted.WORKING:
            return calendar.add_working_days(start, self.days)
        return calendar.add_calendar_days(start, self.days)


# Where nobody has entered anything. Five working days for a public answer to what an online
# interview left over is the rule of 宣城 (2019, 2024), 谢家集 (2022) and others.
DEFAULTS: Mapping[Kind, Limit] = {Kind.LEFTOVER: Limit(5, Counted.WORKING)}


def limit_for(kind: Kind, organisation: Organisation, on: date) -> Limit:
    """Return the limit in effect for a unit on a day. Costs a query, and one per level above."""
    above = organisation.lineage
    rows = [
        row
        for row in LimitRule.objects.filter(kind=kind, since__lte=on).order_by("-since")
        if row.organisation_id is None or row.organisation_id in above
    ]
    if not rows:
        return DEFAULTS[kind]
    # Of equals min() takes the first: within one unit that is the latest row.
    nearest = min(rows, key=lambda row: _distance(row, above))
    return Limit(nearest.days, Counted(nearest.counted))


def _distance(row: LimitRule, above: list[int]) -> int:
    return len(above) if row.organisation_id is None else above.index(row.organisation_id)
