"""What the clock tidies among people."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Revocation


def tick(now: datetime) -> None:
    """Forget revocations older than a day: every token made before them has expired."""
    Revocation.objects.filter(at__lt=now - timedelta(days=1)).delete()
