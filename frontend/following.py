"""Following: the page behind every "follow" button, the list, the state, one's own calendar."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts import principals
from accounts.models import User
from accounts.services import preferences
from dialogue import limits
from dialogue.origins import demand_same_origin
from log.codes import Refused
from sessions_app import followed
from sessions_app.models import Follow, Topic
from sessions_app.services import following
from sessions_app.services.following import Target

PER_PAGE = 50
# Buttons on one page whose state may be asked for at once.
MOST_BUTTONS = 100
# The page of each thing that can be followed.
PAGES = {"session": "session", "leader": "leader", "organisation": "unit", "topic": "topic"}


@never_cache
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Say which of ?of=leader-3&of=topic-2 the visitor follows: for buttons on public pages."""
    if not isinstance(request.user, User):
        return JsonResponse({"signed_in": False})
    names = request.GET.getlist("of")[:MOST_BUTTONS]
    return JsonResponse(
        {"signed_in": True, "followed": sorted(following.followed(request.user, names))}
    )


# Public pages post here and carry no token; the origin is checked instead.
@csrf_exempt
@never_cache
def follow(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """Show whether one follows this, and change it; then go back to where one was."""
    try:
        target = following.find(kind, number)
    except Refused as refusal:
        raise Http404 from refusal
    if request.method == "POST":
        return _change(request, target)
    if not isinstance(request.user, User):
        return redirect(f"{reverse('sign_in')}?{_next(request.get_full_path())}")
    context = {
        "kind": kind,
        "number": number,
        "title": following.title_of(target),
        "row": following.of(request.user, target).first(),
        "next": _back(request),
    }
    return render(request, "following/follow.html", context)


def _change(request: HttpRequest, target: Target) -> HttpResponseBase:
    demand_same_origin(request)
    who = principals.of_request(request)
    wants_json = "application/json" in request.headers.get("Accept", "")
    if who is None or not isinstance(request.user, User):
        if wants_json:
            return JsonResponse({"code": "sign_in_needed"}, status=401)
        return redirect(f"{reverse('sign_in')}?{_next(request.path)}")
    try:
        limits.acts.take(who.key)
    except Refused as refusal:
        return HttpResponse(refusal.message(), status=refusal.status, content_type="text/plain")
    _apply(request.user, target, request.POST)
    if wants_json:
        return JsonResponse({"followed": following.of(request.user, target).exists()})
    return redirect(_back(request) or "following")


def _apply(user: User, target: Target, chosen: Any) -> None:
    if "muted" in chosen:
        following.mute(user, target, muted=chosen["muted"] == "1")
    elif chosen.get("on") == "0":
        following.unfollow(user, target)
    else:
        following.follow(user, target)
        preferences.note_language(user, get_language() or "")


def _next(address: str) -> str:
    return urlencode({"next": address})


def _back(request: HttpRequest) -> str:
    """Return the page of ours that one came from, or ""."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else ""


@never_cache
@login_required
@require_safe
def following_list(request: HttpRequest) -> HttpResponse:
    """Show everything one follows, with its switches, and the address of one's own calendar."""
    user = cast("User", request.user)
    page = Paginator(followed.rows(user), PER_PAGE).get_page(request.GET.get("page"))
    feed = settings.SITE_URL + reverse("my_calendar", args=[user.feed_key]) if user.feed_key else ""
    context = {
        "page": page,
        "rows": [(row, _target(row)) for row in page],
        "feed": feed,
        "webcal": feed.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "following/list.html", context)


def _target(row: Follow) -> dict[str, Any]:
    """Return how the list shows what is followed: what it is, its name, where it leads."""
    target = row.session or row.leader or row.organisation or row.topic
    assert target is not None
    kind, _dash, number = following.name_of(target).partition("-")
    labels = {
        "session": _("session"),
        "leader": _("leader"),
        "organisation": _("organisation"),
        "topic": _("topic"),
    }
    known_as = target.code if isinstance(target, Topic) else number
    return {
        "kind": kind,
        "number": int(number),
        "title": following.title_of(target),
        "label": labels[kind],
        "unit": row.session.organisation.name if row.session else "",
        "href": reverse(PAGES[kind], args=[known_as]),
    }
