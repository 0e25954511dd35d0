"""The page that is shown where there is no network: the same for everybody, in both languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialogue import caching

FRESH_SECONDS = 3600


@require_safe
def offline(request: HttpRequest) -> HttpResponseBase:
    """Say that there is no network, that nothing is lost, and what still works."""
    response = render(request, "installing/offline.html")
    return caching.page(request, response, seconds=FRESH_SECONDS)
