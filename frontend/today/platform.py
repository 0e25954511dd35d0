"""Needs of those with a duty for the whole platform."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Duty, Message, SecurityEvent
from accounts.queries import account_holders
from accounts.services import audit
from cases.notices import missing_calendars
from frontend.today.needs import LATE, OPEN, SOON, Desk, Need
from log.models import Event

LATELY = timedelta(days=1)
# From this month on next year's days off should be known (they are announced in November).
CALENDAR_MONTH = 12


def for_system(desk: Desk) -> list[Need]:
    """Return what a system administrator should look at: messages given up, days off unknown."""
    if desk.staff.duty != Duty.SYSTEM:
        return []
    return [*_messages(desk), *_calendars(desk)]


def _messages(desk: Desk) -> list[Need]:
    failed = Message.objects.filter(failed_at__gt=desk.now - LATELY).count()
    if not failed:
        return []
    words = ngettext(
        "%(n)s message could not be delivered since yesterday",
        "%(n)s messages could not be delivered since yesterday",
        failed,
    )
    return [Need(SOON, "mail-warning", words % {"n": failed}, reverse("office_retention"))]


def _calendars(desk: Desk) -> list[Need]:
    today = timezone.localdate(desk.now)
    years = [today.year, today.year + 1] if today.month >= CALENDAR_MONTH else [today.year]
    href = reverse("admin:index")
    return [Need(LATE, "calendar-x", words, href) for words in missing_calendars(years)]


def for_security(desk: Desk) -> list[Need]:
    """Return what a security administrator should look at: locked people, failed sign-ins."""
    if desk.staff.duty != Duty.SECURITY:
        return []
    failed = SecurityEvent.objects.filter(at__gt=desk.now - LATELY, succeeded=False).count()
    locked = account_holders().filter(is_active=False, closed_at=None)
    found = []
    if failed:
        words = ngettext(
            "%(n)s refused sign-in or attempt since yesterday",
            "%(n)s refused sign-ins or attempts since yesterday",
            failed,
        )
        found.append(Need(OPEN, "shield-alert", words % {"n": failed}, reverse("office_security")))
    if count := locked.count():
        words = ngettext("%(n)s account is locked", "%(n)s accounts are locked", count)
        found.append(Need(OPEN, "lock", words % {"n": count}, reverse("office_people")))
    return found


def for_audit(desk: Desk) -> list[Need]:
    """Return how many administrative acts there were since yesterday."""
    if desk.staff.duty != Duty.AUDIT:
        return []
    acts = Event.objects.filter(stream=audit.stream(), at__gt=desk.now - LATELY).count()
    words = ngettext(
        "%(n)s administrative act since yesterday",
        "%(n)s administrative acts since yesterday",
        acts,
    )
    return [Need(OPEN, "scroll-text", words % {"n": acts}, reverse("office_audit"))] if acts else []
