"""By SMS, through accounts.sms: short, and never at night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from accounts import sms
from accounts.delivery.outcomes import Errand, Never, NotNow
from accounts.models import Message, User

# Two parts of a Chinese message (67 characters each) cost what three do not.
MOST_CHARACTERS = 134


def available() -> bool:
    """Return whether this platform sends SMS."""
    return sms.available()


def quiet(now: datetime) -> bool:
    """Return whether nobody wants to be woken: by the platform's time of day."""
    begin, end = settings.SMS_QUIET_HOURS
    hour = timezone.localtime(now, timezone.get_default_timezone()).hour
    return begin <= hour or hour < end if begin > end else begin <= hour < end


def prepare(messages: Sequence[Message]) -> Mapping[int, Errand]:
    """Look up the telephones: verified ones of open accounts that still want SMS."""
    people = {message.user_id for message in messages}
    users = User.objects.filter(pk__in=people, closed_at=None, phone_verified=True).in_bulk()
    return {m.pk: partial(_send, _phone(m, users.get(m.user_id)), _text(m)) for m in messages}


def _phone(message: Message, user: User | None) -> str | None:
    """What was done to an account is said to a locked one too, and whatever it chose."""
    if user is None or not (message.about_account or (user.is_active and user.tell_by_sms)):
        return None
    return user.phone


def _text(message: Message) -> str:
    """The first line of the body says what is new; the address leads to the rest."""
    address = f" {settings.SITE_URL}{message.path}" if message.path else ""
    first = message.body.partition("\n")[0]
    room = MOST_CHARACTERS - len(address)
    return (first if len(first) <= room else f"{first[: room - 1]}…") + address


def _send(phone: str | None, text: str) -> None:
    if not phone:
        raise Never("no_address")
    try:
        sms.send(phone, text)
    except sms.SmsFailed as failure:
        raise NotNow("provider_failed") from failure
