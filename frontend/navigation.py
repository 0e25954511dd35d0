"""Which entry of the main navigation a page belongs to."""

from __future__ import annotations

from django.http import HttpRequest

from sessions_app.models import Session
from sessions_app.states import ON_AIR, OVER

# By the name of the page's address.
PLACES = {
    "home": "live",
    "transcript": "past",
    "verify": "past",
    "case_list": "cases",
    "case": "cases",
    "case_queue": "cases",
    "case_handle": "cases",
}
OF_A_SESSION = {"session", "ask", "poll"}


def place_of(request: HttpRequest, session: Session | None) -> str:
    """Return the entry of the page that was asked for: live, coming, past, cases, or ""."""
    match = request.resolver_match
    name = match.url_name if match else None
    if name == "session_list":
        return "past" if request.GET.get("when") == "past" else "coming"
    if name in OF_A_SESSION and session is not None:
        return place_of_session(session.state)
    return PLACES.get(name or "", "")


def place_of_session(state: str) -> str:
    """Return where a session in this state is found. The browser's twin is in live/stage.js."""
    return "live" if state in ON_AIR else "past" if state in OVER else "coming"
