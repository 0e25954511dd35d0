"""A page in between, when terms or policy have changed since somebody agreed to them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.urls import reverse

from accounts.services import consent

Respond = Callable[[HttpRequest], HttpResponseBase]
# What works without agreeing: reading what is asked, one's own rights, leaving.
OPEN = (
    *("/terms/", "/privacy/", "/real-name/", "/me/agree/", "/me/privacy/", "/me/export/"),
    *("/me/close/", "/sign-out/", "/sign-in/", "/admin/", "/i18n/", "/api/", "/jsi18n/"),
)


def ask_again(respond: Respond) -> Respond:
    """Lead people whose consent is out of date to the page that asks for it.

    Only from pages that looked at who asks, which pages for everybody do not: those stay
    cacheable, and cost nothing. No query: what somebody agreed to stands on the account.
    Running live pages speak by tokens and are left alone until they are opened anew.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        return _between(request) if _is_due(request, response) else response

    return middleware


def _is_due(request: HttpRequest, response: HttpResponseBase) -> bool:
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if request.method != "GET" or not page or request.path.startswith(OPEN):
        return False
    user = getattr(request, "user", None)
    if not request.session.accessed or user is None or not user.is_authenticated:
        return False
    return consent.must_be_asked(user)


def _between(request: HttpRequest) -> HttpResponseBase:
    there = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('agree')}?{there}")
