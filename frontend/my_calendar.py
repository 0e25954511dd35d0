"""One's own calendar: everything one follows, at an address that only its owner knows."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.services import preferences
from sessions_app import calendars, followed


@never_cache
@login_required
@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """Give one's own calendar an address, or another one: the old one ends at once."""
    preferences.renew_feed_key(cast("User", request.user))
    messages.success(request, _("This is the address of your calendar."))
    return redirect("following")


@require_safe
def my_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Return the calendar of everything somebody follows, to whoever knows its address.

    No shared cache may keep it; an unknown address looks like any page that does not exist.
    """
    user = User.objects.filter(feed_key=key, is_active=True, closed_at=None).first()
    if not key or user is None:
        raise Http404
    with translation.override(user.language or get_language() or "zh-hans"):
        rows = calendars.in_feeds(followed.sessions(user))
        body = calendars.calendar(rows, _("Huiyin: what I follow"))
    response = HttpResponse(body, content_type=calendars.CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
