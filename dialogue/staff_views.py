"""Pages of those who run a session: the leader's console, the drafter's, the host's and the
stenographer's desks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import principals
from accounts.principals import Principal
from dialogue import projection, reasons
from dialogue.views import known_session
from sessions_app import checklist, rules
from sessions_app import queries as sessions
from sessions_app.models import Session
from sessions_app.states import COMING

May = Callable[[Collection[str]], bool]


def staff_context(session: Session, who: Principal | None, may: May) -> dict[str, Any]:
    """Return what a staff page begins with.

    Raises Http404 for people without the right: the same answer as for a page that does
    not exist.
    """
    held = rules.rights(who, session)
    if not may(held):
        raise Http404
    snapshot = projection.snapshot(session)
    return {
        "session": session,
        "rights": sorted(held),
        "speakers": [speaker.model_dump() for speaker in sessions.speakers(session)],
        "reasons": reasons.labels(),
        "snapshot": snapshot,
        **snapshot,
    }


def staff_page(
    template: str, may: May, *, opening: bool = False
) -> Callable[..., HttpResponseBase]:
    """Return a view that shows `template` to those who `may`, and asks strangers to sign in.

    With `opening` it knows what is not in order yet before the session goes live.
    """

    @never_cache
    @require_safe
    def view(request: HttpRequest, number: int) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect(f"/sign-in/?next={request.path}")
        who = principals.of_request(request)
        session = known_session(request, number)
        context = staff_context(session, who, may)
        coming = opening and session.state in COMING
        points = checklist.still_open(session) if coming else []
        context["still_open"] = [asdict(point) for point in points]
        response: HttpResponse = render(request, template, context)
        return response

    return view


console = staff_page("dialogue/console.html", rules.may_answer)
drafts = staff_page("dialogue/drafts.html", rules.may_see_draft)
steno = staff_page("dialogue/steno.html", rules.may_run)
host = staff_page("dialogue/host.html", rules.may_run, opening=True)
