"""Whether a form was sent from one of our own pages, told without a token."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says that the request comes from our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(origin)
    except ValueError:  # no address at all
        return False
    return f"{parts.scheme}://{parts.netloc}" in settings.ALLOWED_ORIGINS


def is_foreign(request: HttpRequest) -> bool:
    """Return whether a browser says that another site's page sent this; scripts say nothing."""
    told = ("Sec-Fetch-Site", "Origin")
    return any(name in request.headers for name in told) and not is_same_origin(request)


def demand_not_foreign(request: HttpRequest) -> None:
    """Raise PermissionDenied for what another site's page sends."""
    if request.method == "POST" and is_foreign(request):
        raise PermissionDenied


def demand_same_origin(request: HttpRequest) -> None:
    """Raise PermissionDenied for a form that another site sent."""
    if not is_same_origin(request):
        raise PermissionDenied
