"""Leads staff without a second factor to where they get one, and looks at who enters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import principals, standing

# Behind these prefixes are pages that look at nothing but request.user.
ADMIN = "/admin/"
OWN = "/me/"


class Doorkeeper:
    """Views that ask `principals.of_request` are looked after there; the admin does not ask."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """End sign-ins that stand no more, and demand a factor before the admin."""
        if request.path.startswith(OWN):
            principals.shown_in(request)
        elif request.path.startswith(ADMIN):
            try:
                principals.of_request(request)
            except standing.FactorNeeded:
                return to_factor(request)
        return None

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Lead from a page that needs a factor to it, and back afterwards."""
        return to_factor(request) if isinstance(exception, standing.FactorNeeded) else None


def to_factor(request: HttpRequest) -> HttpResponse:
    """Return the way to one's factor, or to setting one up."""
    has_one = get_adapter().is_mfa_enabled(request.user, ["totp", "webauthn"])
    place = reverse("factor_again" if has_one else "mfa_index")
    here = request.get_full_path() if request.method in {"GET", "HEAD"} else "/office/"
    return redirect(f"{place}?{urlencode({'next': here})}")
