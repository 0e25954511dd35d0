"""What somebody typed into a search: read from the address, fit for a query."""

from __future__ import annotations

from django.http import HttpRequest


def words(request: HttpRequest, name: str, most: int) -> str:
    """Return what stands in the address under that name, cut to so many characters.

    Without NUL: PostgreSQL keeps none, and takes no question that holds one.
    """
    return request.GET.get(name, "").replace("\x00", "").strip()[:most]


def number(request: HttpRequest, name: str) -> int:
    """Return the number that stands there; 0 where there is none, or one that no row has."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0
