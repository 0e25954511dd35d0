"""What every page needs to know about the site: nothing personal, so that pages stay cacheable."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Which place in the main navigation a page belongs to, by the name of its URL.
PLACES = {
    "home": "live",
    "session": "live",
    "ask": "live",
    "transcript": "past",
    "verify": "past",
    "case_list": "cases",
    "case": "cases",
    "case_queue": "cases",
    "case_handle": "cases",
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `nav_place` (the current entry of the navigation, or "") and the platform's `zone`."""
    return {"nav_place": _place(request), "zone": settings.TIME_ZONE}


def _place(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name if match else None
    if name == "session_list":
        return "past" if request.GET.get("when") == "past" else "coming"
    return PLACES.get(name or "", "")
