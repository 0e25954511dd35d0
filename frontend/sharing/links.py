"""Where short links lead: to the live page or the sealed transcript, whichever stands now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.views import known_case
from dialogue import projection
from dialogue.views import known_session
from sessions_app.models import Session
from sessions_app.states import State

# A session is sealed once; a link that was followed a minute ago still leads the right way.
FRESH_SECONDS = 60


@require_safe
def to_session(request: HttpRequest, number: int) -> HttpResponse:
    """Lead to a session's page."""
    session = known_session(request, number)
    return _lead(page_of(session), kept=not session.rehearsal)


@require_safe
def to_moment(request: HttpRequest, number: int, moment: str) -> HttpResponse:
    """Lead to a question or an entry on a session's page."""
    session = known_session(request, number)
    demand_public(session, moment)
    return _lead(f"{page_of(session)}#{moment}", kept=not session.rehearsal)


@require_safe
def to_case(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to a case."""
    return _lead(reverse("case", args=[known_case(number).number]), kept=True)


def page_of(session: Session) -> str:
    """Return the page on which a session stands now."""
    sealed = session.state == State.ARCHIVED
    return reverse("transcript" if sealed else "session", args=[session.number])


def demand_public(session: Session, moment: str) -> None:
    """Raise Http404 unless the public can see this moment.

    What is held or was declined has no link, and nobody learns from a link that it is there.
    """
    state = projection.current(session).state
    number = int(moment[1:])
    if moment.startswith("q"):
        known = str(number) in state["questions"]
    else:
        known = any(
            number == entry["seq"] or number in (each["seq"] for each in entry["corrections"])
            for entry in state["entries"]
        )
    if not known:
        raise Http404


def _lead(address: str, *, kept: bool) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}" if kept else "private, no-store"
    return response
