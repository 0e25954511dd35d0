"""The addresses of the tests' site: those of every other, and some at which things go wrong."""

from __future__ import annotations

from allauth.core.exceptions import RateLimited
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.csrf import csrf_failure

from config.urls import urlpatterns as everything

TROUBLE: dict[str, type[Exception]] = {
    "asked": SuspiciousOperation,
    "closed": PermissionDenied,
    "missing": Http404,
    "hurried": RateLimited,
    "failing": ZeroDivisionError,
}


def broken(request: HttpRequest, what: str) -> HttpResponse:
    """Go wrong in this way, or answer as to a form that was open for too long."""
    if what == "stale":
        return csrf_failure(request)
    raise TROUBLE[what]


urlpatterns = [*everything, path("broken/<slug:what>/", broken)]
