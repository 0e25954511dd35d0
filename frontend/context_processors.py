"""What every page needs to know about the site: nothing personal, so that pages stay cacheable."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the platform's `zone`."""
    return {"zone": settings.TIME_ZONE}
