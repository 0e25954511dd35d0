"""How one is told of things: the preferences, the devices, the way out of the e-mails."""

from __future__ import annotations

from typing import Any, cast

import orjson
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts import looks
from accounts.delivery import push, unsubscribing
from accounts.forms_messages import PreferencesForm
from accounts.models import PushSubscription, User
from accounts.services import preferences
from log.codes import Refused


@never_cache
@login_required
def message_preferences(request: HttpRequest) -> HttpResponse:
    """Show and change the language, the channels, the reminders; list the devices."""
    person = cast("User", request.user)
    form = PreferencesForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Saved. This is how you will be told from now on."))
        response = redirect("message_preferences")
        looks.speak(response, form.cleaned_data["language"])
        return response
    context: dict[str, Any] = {
        "form": form,
        "devices": PushSubscription.objects.filter(user=person).order_by("-created_at"),
        "push_key": push.public_key() if push.available() else "",
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/message_preferences.html", context, status=status)


@never_cache
@login_required
@require_POST
def device_add(request: HttpRequest) -> HttpResponse:
    """Take a browser's subscription, as its PushSubscription.toJSON() says it."""
    if not push.available():
        raise Http404
    try:
        told = orjson.loads(request.body)
        keys = told["keys"]
        preferences.add_device(
            cast("User", request.user),
            endpoint=str(told["endpoint"]),
            p256dh=str(keys["p256dh"]),
            auth=str(keys["auth"]),
            agent=_browser(request.headers.get("User-Agent", "")),
        )
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return JsonResponse({"code": "malformed"}, status=422)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code}, status=422)
    return JsonResponse({"added": True}, status=201)


def _browser(agent: str) -> str:
    """Return a browser and its system in two words, as people know them."""
    browsers = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "Mac",
        "Linux": "Linux",
    }
    found = [
        next((name for mark, name in names.items() if mark in agent), "")
        for names in (browsers, systems)
    ]
    return " · ".join(filter(None, found))


@never_cache
@login_required
@require_POST
def device_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a device; the page comes back as it now is."""
    preferences.remove_device(cast("User", request.user), pk)
    messages.success(request, _("You will be told nothing on that device any more."))
    return redirect("message_preferences")


@never_cache
@login_required
@require_POST
def device_test(request: HttpRequest) -> HttpResponse:
    """Send a notification to one's own devices."""
    preferences.send_test(cast("User", request.user))
    messages.success(request, _("A notification is on its way. It is there within seconds."))
    return redirect("message_preferences")


# A mail program posts here without a cookie or a token (RFC 8058): the link itself is signed,
# and opens one setting of one person. Opening the page changes nothing: scanners open links.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the e-mails of the person whose link this is; or begin them again."""
    done = ""
    try:
        unsubscribing.whose(token)
        if request.method == "POST":
            done = "on" if request.POST.get("wanted") == "on" else "off"
            unsubscribing.set_email(token, wanted=done == "on")
    except Refused as refusal:
        raise Http404 from refusal
    return render(request, "accounts/unsubscribe.html", {"done": done})
