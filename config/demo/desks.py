"""Whether a person has the moderator's desk open: only the web process knows whose line is up."""

from __future__ import annotations

import asyncio
import json
import math
import time
from dataclasses import dataclass
from urllib.request import urlopen

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from dialogue import live

# A page that is loaded anew is away for a moment; nobody has left for that.
LEFT_AFTER = 15.0


@never_cache
@require_safe
def moderated(request: HttpRequest, number: int) -> JsonResponse:
    """Say whether the demo's moderator has the desk open; there is no such page elsewhere."""
    if not settings.DEMO:
        raise Http404
    person = User.objects.filter(username="demo-moderator").first()
    here = person is not None and f"u:{person.pk}" in live.at_desks(number)
    return JsonResponse({"open": here})


@dataclass
class Desk:
    """The moderator's desk, as the crowd sees it from outside."""

    address: str
    seen: float = -math.inf

    async def is_taken(self, number: int) -> bool:
        """Return whether a person sits at the desk of a session, or did a moment ago."""
        if await asyncio.to_thread(is_open, self.address, number):
            self.seen = time.monotonic()
        return time.monotonic() - self.seen < LEFT_AFTER


def is_open(address: str, number: int) -> bool:
    """Return whether the desk of a session is open in the demo that is served at `address`."""
    with urlopen(f"{address}/demo/moderated/{number}/", timeout=5) as answer:  # noqa: S310
        return bool(json.load(answer)["open"])
