"""What the clock tidies among people."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Revocation
from accounts.services import reaching
from accounts.sheets import importing


def tick(now: datetime) -> None:
    """Forget revocations older than a day, sign-ups and imports that nobody finished.

    Every token made before such a revocation has expired.
    """
    Revocation.objects.filter(at__lt=now - timedelta(days=1)).delete()
    reaching.forget_unfinished(now)
    importing.forget(now)
