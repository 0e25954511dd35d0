"""What the office does with a coming session: rehearse it, discard that, try its live stream."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.office import Staff
from log.codes import Refused
from sessions_app.models import Session
from sessions_app.offices.access import planning
from sessions_app.services import rehearsing, stream_test


@require_POST
@planning
def rehearse(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Begin a rehearsal; whoever comes second finds the first one's."""
    try:
        rehearsing.begin(session, by=staff.principal)
    except Refused as refusal:
        messages.error(request, refusal.message())
    else:
        messages.success(request, _("The rehearsal has begun. Nobody else sees it."))
    return _back(session)


@require_POST
@planning
def discard(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Delete the rehearsal of a session with everything in it."""
    for rehearsal in session.rehearsals.all():
        rehearsing.discard(rehearsal, by=staff.principal)
        messages.success(request, _("The rehearsal is gone, with everything that was in it."))
    return _back(session)


@require_POST
@planning
def try_stream(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Try the live stream from here, and say what came of it."""
    try:
        picture = stream_test.try_stream(session, by=staff.principal)
    except Refused as refusal:
        messages.error(request, refusal.message())
    else:
        words = _("The stream answers: {host} sends a live picture.")
        if picture.kind == "embed":
            words = _("The player on {host} answers. Please look whether it shows the right thing.")
        messages.success(request, words.format(host=picture.host))
    return _back(session)


def _back(session: Session) -> HttpResponseBase:
    return redirect(reverse("office_session", args=[session.number]) + "#rehearsal")
