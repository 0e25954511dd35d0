"""The pages of a finished session: its transcript, and the check that it is unchanged."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive import balance, bars, queries
from archive.keeping import SECONDS, kept
from archive.models import Checkpoint
from archive.queries import Standing
from archive.transcript import arrange
from archive.verification import Report
from archive.verification import verify as recompute
from dialogue import caching, projection
from dialogue.views import known_session
from sessions_app.models import Session
from sessions_app.states import OVER

# A root somebody noted may be shortened, but not so far that others begin alike.
LEAST_DIGITS = 16


@require_safe
def transcript(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the record of a finished session; one that is not over is at its live page."""
    session = known_session(request, number)
    if session.state not in OVER:
        return redirect("session", number)
    standing = queries.standing(session)

    def make() -> str:
        context = _transcript(session, standing)
        return render_to_string("archive/transcript.html", context, request)

    # The page repeats its own address, so only the plain one is the same for everybody.
    name = f"{session.pk}.{standing.mark}.{get_language()}"
    html = make() if request.GET or session.rehearsal else kept("transcript", name, make)
    # Before the seal the page is about to change, within a second or two.
    seconds = caching.kept(session, SECONDS if standing.checkpoint else 1)
    return caching.page(request, HttpResponse(html), seconds=seconds)


def _transcript(session: Session, standing: Standing) -> dict[str, Any]:
    now = balance.count(session)
    first = Checkpoint.objects.filter(session=session, index=1).first()
    at_close = first.balance if first else None
    return {
        "session": session,
        "transcript": arrange(projection.current(session).state),
        "standing": standing,
        "received": now["received"],
        "received_at_close": at_close["received"] if at_close else None,
        "rows": bars.rows(now, at_close),
        "now": bars.slices(now),
        "at_close": bars.slices(at_close) if at_close and at_close != now else [],
        "address": settings.SITE_URL + reverse("transcript", args=[session.number]),
    }


@require_safe
def verify(request: HttpRequest, number: int) -> HttpResponseBase:
    """Recompute the record, at most once a minute, and show what was found."""
    session = known_session(request, number)
    if session.state not in OVER:
        return redirect("session", number)
    standing = queries.standing(session)
    if session.rehearsal:
        report = recompute(session)
    else:
        report = kept("report", f"{session.pk}.{standing.mark}", lambda: recompute(session))
    context = {
        "session": session,
        "report": report,
        "record_address": settings.SITE_URL + reverse("api:record", args=[number]),
        **_compared(request, report),
    }
    html = render_to_string("archive/verify.html", context, request)
    return caching.page(request, HttpResponse(html), seconds=caching.kept(session, 0))


def _compared(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Compare a root that the visitor noted, with or without spaces, with the sealed ones."""
    noted = request.GET.get("root", "")[:200]
    digits = re.sub(r"[^0-9a-f]", "", noted.lower())
    if len(digits) < LEAST_DIGITS:
        return {"noted": noted, "too_short": bool(noted)}
    found = (verdict for verdict in report.verdicts if verdict.root.startswith(digits))
    return {"noted": noted, "matching": next(found, None)}
