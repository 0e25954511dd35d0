"""What the public narrows the schedule by: read from an address, applied to a query.

Everything is optional and everything combines. What cannot be read is as if it were not there:
an address that somebody shortened or mistyped still shows a schedule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts import days
from accounts.models import Leader, Organisation
from sessions_app import states
from sessions_app.models import Guest, Session, Topic
from sessions_app.states import State

When = Literal["coming", "live", "past", "cancelled", "all"]
WHENS: tuple[When, ...] = get_args(When)
Period = Literal["", "week", "month"]
LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for. Units, leaders and topics are the rows themselves."""

    when: When = "coming"
    words: str = ""
    unit: Organisation | None = None
    leader: Leader | None = None
    topic: Topic | None = None
    first: date | None = None
    last: date | None = None
    period: Period = ""

    @property
    def narrowed(self) -> bool:
        """Return whether anything but the tab was chosen."""
        return self != Filters(when=self.when)

    @property
    def address(self) -> str:
        """Return these filters as a query string, without what was not chosen."""
        return self.without()

    def without(self, *names: str) -> str:
        """Return the query string with some of the filters left out."""
        named: dict[str, Any] = {
            "when": self.when,
            "q": self.words,
            "unit": self.unit and self.unit.pk,
            "leader": self.leader and self.leader.pk,
            "topic": self.topic and self.topic.code,
            "period": self.period,
            "from": self.first,
            "to": self.last,
        }
        return urlencode({key: value for key, value in named.items() if value and key not in names})

    def at(self, when: When) -> Filters:
        """Return the same filters on another tab."""
        return replace(self, when=when)


def read(sent: Mapping[str, Any]) -> Filters:
    """Return the filters that an address names. Costs one query for each row it names."""
    first, last = _day(sent.get("from")), _day(sent.get("to"))
    if first and last and last < first:
        first, last = last, first
    period = sent.get("period")
    return Filters(
        when=next((when for when in WHENS if when == sent.get("when")), "coming"),
        words=" ".join(str(sent.get("q") or "").split())[:LONGEST_WORDS].replace("\x00", ""),
        unit=Organisation.objects.filter(pk=_id(sent.get("unit"))).first(),
        leader=Leader.objects.filter(pk=_id(sent.get("leader"))).first(),
        topic=Topic.objects.filter(code=str(sent.get("topic") or "").replace("\x00", "")).first(),
        first=first,
        last=last,
        # Chosen days say more than "this week".
        period=period if period in ("week", "month") and not (first or last) else "",
    )


def _id(typed: Any) -> int:
    """Return the id, or one that no row has; more digits than an id has are no id."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _day(typed: Any) -> date | None:
    try:
        return parse_date(str(typed or ""))
    except ValueError:  # 30 February
        return None


def narrow(rows: QuerySet[Session], chosen: Filters) -> QuerySet[Session]:
    """Return the rows that the filters leave, in the order of the tab."""
    rows = rows.filter(_of_tab(chosen.when, timezone.now()))
    if chosen.words:
        rows = rows.filter(title__icontains=chosen.words)
    if chosen.unit:
        rows = rows.filter(organisation__path__startswith=chosen.unit.path)
    if chosen.leader:
        rows = rows.filter(
            Exists(Guest.objects.filter(session=OuterRef("pk"), leader=chosen.leader))
        )
    if chosen.topic:
        there = Session.topics.through.objects.filter(
            session_id=OuterRef("pk"), topic_id=chosen.topic.pk
        )
        rows = rows.filter(Exists(there))
    first, last = days_of(chosen)
    if first:
        rows = rows.filter(starts_at__gte=days.begin(first))
    if last:
        rows = rows.filter(starts_at__lt=days.end(last))
    return rows.order_by(*_order(chosen.when))


def _of_tab(when: When, now: datetime) -> Q:
    match when:
        case "live":
            return Q(state__in=states.ON_AIR)
        case "past":
            return Q(state__in=states.OVER)
        case "cancelled":
            return Q(state=State.CANCELLED)
        case "all":
            return Q()
    # Whoever meant to come reads that it was cancelled where it was announced.
    return Q(state__in=states.COMING) | Q(state=State.CANCELLED, starts_at__gt=now)


def _order(when: When) -> list[str]:
    if when == "past":
        return ["-opened_at", "-pk"]
    return ["starts_at", "pk"] if when in {"coming", "live"} else ["-starts_at", "-pk"]


def days_of(chosen: Filters) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant; a week begins on Monday."""
    today = timezone.localdate()
    if chosen.period == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if chosen.period == "month":
        following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
        return today.replace(day=1), following - timedelta(days=1)
    return chosen.first, chosen.last
