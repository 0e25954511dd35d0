"""Text messages cost money, and can be used to pester: how many may be sent."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

DAY = 86_400


def take(request: HttpRequest, phone: str) -> None:
    """Count one message to this number, from this address, today.

    Raises ImmediateHttpResponse with our page for "too many": whether the number has an account
    makes no difference.
    """
    within = ratelimit.consume(request, action="send_sms", key=phone)
    if not within or _today() > settings.SMS_PER_DAY:
        raise ImmediateHttpResponse(ratelimit.respond_429(request))


def _today() -> int:
    key = f"sms:{timezone.now():%Y%m%d}"
    cache.add(key, 0, DAY)
    return cache.incr(key)
