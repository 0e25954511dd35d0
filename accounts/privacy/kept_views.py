"""The public page that says what is kept about people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts import retention


@require_safe
@cache_control(public=True, max_age=300)
@vary_on_headers("Accept-Language", "Cookie")
def kept(request: HttpRequest) -> HttpResponse:
    """Show every kind of data, with the period that counts now."""
    periods = retention.periods()
    rows = [(kind, periods.get(kind.name)) for kind in retention.kinds().values()]
    return render(request, "accounts/privacy/kept.html", {"rows": rows})
