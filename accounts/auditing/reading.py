"""Finding administrative acts in the audit log, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from accounts import days
from accounts.events import AdministrativeAct
from accounts.models import Organisation, User
from accounts.services import audit
from log.models import Event

# How many are read at once where all of them are wanted.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are looked for; empty is any."""

    act: str = ""
    person: User | None = None
    unit: Organisation | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as pages and exports show it; without words where they were erased."""

    seq: int
    at: datetime
    by: str
    act: AdministrativeAct | None
    unit: str


def page(wanted: Wanted, *, before: int = 0, limit: int) -> list[Entry]:
    """Return up to `limit` acts older than the entry number `before`. Three queries."""
    rows = _found(wanted)
    if before:
        rows = rows.filter(seq__lt=before)
    return _shown(list(rows.order_by("-seq")[:limit]))


def everything(wanted: Wanted) -> Iterator[Entry]:
    """Yield all acts that are looked for, a chunk at a time."""
    before = 0
    while chunk := page(wanted, before=before, limit=CHUNK):
        yield from chunk
        before = chunk[-1].seq


def _found(wanted: Wanted) -> QuerySet[Event]:
    rows = Event.objects.filter(stream=audit.stream(), kind=AdministrativeAct.kind)
    if wanted.act:
        rows = rows.filter(data__act=wanted.act)
    if wanted.person is not None:
        did = Q(actor=f"u:{wanted.person.pk}")
        rows = rows.filter(did | Q(data__what="user", data__id=wanted.person.pk))
    if wanted.unit is not None:
        branch = Organisation.objects.filter(path__startswith=wanted.unit.path)
        rows = rows.annotate(unit=Cast(KT("data__unit"), BigIntegerField()))
        rows = rows.filter(unit__in=branch.values("pk"))
    if wanted.since is not None:
        rows = rows.filter(at__gte=days.begin(wanted.since))
    if wanted.until is not None:
        rows = rows.filter(at__lt=days.end(wanted.until))
    return rows


def _shown(rows: list[Event]) -> list[Entry]:
    acts = [AdministrativeAct.model_validate(row.data) if row.data else None for row in rows]
    people = _names(row.actor or "" for row in rows)
    units = Organisation.objects.filter(pk__in={act.unit for act in acts if act})
    names = dict(units.values_list("pk", "name"))
    return [
        Entry(
            seq=row.seq,
            at=row.at,
            by=people.get(row.actor or "", row.actor or ""),
            act=act,
            unit=names.get(act.unit, "") if act else "",
        )
        for row, act in zip(rows, acts, strict=True)
    ]


def _names(keys: Iterable[str]) -> dict[str, str]:
    ids = {int(key[2:]) for key in keys if key.startswith("u:")}
    people = User.objects.filter(pk__in=ids).only("username")
    return {f"u:{each.pk}": each.username for each in people}
