"""Text messages cost money, and can be used to pester: how many may be sent."""

from __future__ import annotations

import logging

from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

logger = logging.getLogger(__name__)
DAY = 86_400


def take(request: HttpRequest, phone: str) -> None:
    """Count one message to this number, from this address.

    Raises RateLimited, which accounts.middleware answers: whether the number has an account makes
    no difference.
    """
    ratelimit.consume(request, action="send_sms", key=phone, raise_exception=True)


def left_today() -> bool:
    """Count one message of the whole platform; return whether it may still be sent."""
    key = f"sms:{timezone.now():%Y%m%d}"
    cache.add(key, 0, DAY)
    left = cache.incr(key) <= settings.SMS_PER_DAY
    if not left:
        logger.error("No more text messages today: HUIYIN_SMS_PER_DAY is used up")
    return left
