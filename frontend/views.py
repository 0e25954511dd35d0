"""The general pages: home, the switch of language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from accounts import looks
from accounts.models import User
from accounts.services import preferences
from cases import queries as cases
from dialogue import caching
from frontend import tongue
from frontend.cards import live_card
from sessions_app import queries as sessions

# A crowd that arrives at once gets the same page; what is on it may be this old.
FRESH_SECONDS = 3
COMING_AT_HOME, RECENT_AT_HOME, CASES_AT_HOME = 5, 4, 4


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What is live now, what comes, what was answered and what became of the rest."""
    live = [live_card(session) for session in sessions.on_air()]
    coming = list(sessions.coming()[: COMING_AT_HOME + 1])
    # With nothing live, the next session is what the page opens with.
    next_up = coming.pop(0) if coming and not live else None
    context = {
        "live": live,
        "next_up": next_up,
        "coming": coming[:COMING_AT_HOME],
        "recent": sessions.past()[:RECENT_AT_HOME],
        "cases": cases.recent(CASES_AT_HOME),
        "figures": cases.figures(),
    }
    return _public(request, "frontend/home.html", context)


def _public(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    return caching.page(request, render(request, template, context), seconds=FRESH_SECONDS)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """Say what everybody can count on, what is not yet so, and where to complain."""
    context = {"contact": settings.ACCESSIBILITY_CONTACT}
    return _public(request, "frontend/accessibility.html", context)


# Pages are cacheable and carry no token; the worst a forged request can do is change a language.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Remember the chosen language, on the account too, and return to where one came from."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User) and chosen in tongue.KNOWN:
        preferences.change(request.user, {"language": chosen})
        looks.speak(response, chosen)
    return response
