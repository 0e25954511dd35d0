"""Reading the tree of units: its levels one at a time, the way up, and finding a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Organisation

# How many units are named when a name fits several.
FEW = 5
# How many units above may be named: each is a join, of which SQLite makes 64 and no more.
DEEPEST = 12


def below(unit: Organisation | None) -> QuerySet[Organisation]:
    """Return the units right below one, or those at the top, as lists show them."""
    return Organisation.objects.filter(parent=unit).order_by("-active", "code", "name", "pk")


def found(words: str) -> QuerySet[Organisation]:
    """Return the units whose name holds the words, or whose code begins so."""
    matching = Q(name__icontains=words)
    if words.isdecimal():
        matching |= Q(code__startswith=words)
    return Organisation.objects.filter(matching).order_by("-active", "code", "name", "pk")


def way_to(unit: Organisation) -> list[Organisation]:
    """Return the units from the top down to this one, itself included. One query."""
    rows = Organisation.objects.in_bulk(unit.lineage)
    return [rows[pk] for pk in reversed(unit.lineage)]


def ways_to(units: Iterable[Organisation]) -> dict[int, str]:
    """Return {unit's id: the names of those above it, from the top}. One query for all."""
    some = list(units)
    above = {pk for unit in some for pk in unit.lineage[1:]}
    names = dict(Organisation.objects.filter(pk__in=above).values_list("pk", "name"))
    return {
        unit.pk: " / ".join(names[pk] for pk in reversed(unit.lineage[1:]) if pk in names)
        for unit in some
    }


def numbers_below(unit: Organisation | None) -> Counter[int]:
    """Return how many working units there are below each unit right below this one.

    One query for the paths of the branch, counted here: a place in the path is a level.
    """
    start = unit.path if unit is not None else "/"
    place = start.count("/")
    paths = Organisation.objects.filter(path__startswith=start, active=True)
    parts = (path.split("/") for path in paths.values_list("path", flat=True))
    return Counter(int(part[place]) for part in parts if len(part) > place + 2)


def named(text: str) -> list[Organisation]:
    """Return the units that a person may mean: by code, by name, or by names from above.

    "清江市/交通运输局" names one of several; a slash separates, as do / and ／.
    """
    text = text.strip()
    if not text:
        return []
    if text.isdecimal():
        return list(Organisation.objects.filter(code=text, active=True)[:FEW])
    *above, last = [part.strip() for part in text.replace("／", "/").split("/")]
    if len(above) > DEEPEST:
        return []
    rows = Organisation.objects.filter(name=last, active=True)
    for step, name in enumerate(reversed(above), 1):
        rows = rows.filter(**{f"{'parent__' * step}name": name})
    return list(rows.order_by("path")[:FEW])
