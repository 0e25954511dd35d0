"""A session as a sheet of paper for a wall: what, when, who, and how to ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialogue import caching
from dialogue.views import known_session
from frontend.sharing import addresses, codes

# The same as on the session's own page: a changed time shows at once.
FRESH_SECONDS = 0


@require_safe
def poster(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show a session's link and code, made for printing on one sheet of A4.

    Anyone who finds the session may print it: it says nothing that its page does not say.
    """
    session = known_session(request, number)
    context = {
        "session": session,
        "guests": session.guests.all(),
        "address": addresses.of_session(number),
        "sizes": codes.SIZES[1:],
    }
    response = render(request, "sharing/poster.html", context)
    return caching.page(request, response, seconds=caching.kept(session, FRESH_SECONDS))
