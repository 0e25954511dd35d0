"""The service worker, at the root: only from there may it show notifications for every page."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

CODE = (Path(__file__).parent / "static" / "js" / "service_worker.js").read_bytes()


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the worker's code; browsers look for a new one each time they use it."""
    response = HttpResponse(CODE, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response
