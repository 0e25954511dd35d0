"""Every kind of data about people that is kept: what, why, on what basis, how long, who sees it.

One registry, from which the public page is made, the periods are enforced, and a test finds
what somebody forgot to enter. Each room declares its own kinds in `kept.py`
(settings.RETENTION_MODULES). Data is kept no longer than its purpose needs (个人信息保护法 19),
and people are told all of this beforehand (17; 网络数据安全管理条例 21).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from types import MappingProxyType

from django.conf import settings
from django_stubs_ext import StrPromise

from accounts.models import RetentionPeriod

# Deletes up to so many rows older than a moment; returns how many there were.
Sweep = Callable[[datetime, int], int]
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of data. With `sweep` it has a period; else `ends` says when it goes, or why not."""

    name: str
    label: StrPromise
    why: StrPromise
    basis: StrPromise
    seen_by: StrPromise
    # The tables it is in, as app.Model.
    tables: tuple[str, ...]
    ends: StrPromise
    days: int = 0
    # No administrator can go below it.
    floor: int = 1
    sweep: Sweep | None = None


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by name, in the order of the page."""
    found: dict[str, Kind] = {}
    for module in settings.RETENTION_MODULES:
        for kind in import_module(module).KINDS:
            if kind.name in found:
                raise ValueError(f"two kinds are called {kind.name}")
            found[kind.name] = kind
    return MappingProxyType(found)


def periods() -> dict[str, int]:
    """Return for how many days each kind with a period is kept now. Costs one query.

    Never less than the floor, whatever stands in the table.
    """
    changed = dict(RetentionPeriod.objects.values_list("kind", "days"))
    return {
        kind.name: max(kind.floor, changed.get(kind.name, kind.days))
        for kind in kinds().values()
        if kind.sweep
    }
