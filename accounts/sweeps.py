"""How what is old is deleted, kind by kind: a batch at a time, and as often as one likes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Consent, Look, Message, SecurityEvent


def delete(rows: QuerySet[Any], most: int) -> int:
    """Delete up to so many rows, oldest first; return how many. Other tables go by their rules."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def looks(before: datetime, most: int) -> int:
    """Delete looks made before then; the audit log keeps them."""
    return delete(Look.objects.filter(at__lt=before), most)


def consents(before: datetime, most: int) -> int:
    """Delete consents taken back before then; those that count stay."""
    return delete(Consent.objects.filter(withdrawn_at__lt=before), most)


def sign_ins(before: datetime, most: int) -> int:
    """Delete sessions that have expired, and what is known of where one was signed in."""
    gone = delete(Session.objects.filter(expire_date__lt=timezone.now()), most)
    return max(gone, delete(UserSession.objects.filter(last_seen_at__lt=before), most))


def security(before: datetime, most: int) -> int:
    """Delete lines of the security log from before then."""
    return delete(SecurityEvent.objects.filter(at__lt=before), most)


def messages(before: datetime, most: int) -> int:
    """Delete messages that were sent or given up before then; none that still waits."""
    done = Message.objects.annotate(done_at=Coalesce("sent_at", "failed_at"))
    return delete(done.filter(done_at__lt=before), most)


def maintenance(before: datetime, most: int) -> int:
    """Delete what administrators did in the admin before then."""
    return delete(LogEntry.objects.filter(action_time__lt=before), most)
