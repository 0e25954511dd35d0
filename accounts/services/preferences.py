"""How pages look to a person; in which language, when and over what they want to be told.

Private, and nobody's power over anybody: none of it is an event.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.delivery import endpoints
from accounts.models import PushSubscription, User
from accounts.models.messages import Channel
from accounts.models.people import Theme
from accounts.services import messages
from log.codes import Refused

LOOKS = ("theme", "large_print")
FIELDS = (
    "language",
    "tell_by_email",
    "tell_by_sms",
    "tell_by_push",
    "remind_day_before",
    "remind_hour_before",
)
THEMES = frozenset(Theme.values)
# More browsers than this one person does not read on: the oldest goes.
MOST_DEVICES = 10


def change(user: User, chosen: Mapping[str, Any]) -> None:
    """Keep what was chosen of FIELDS and LOOKS; nothing else of the person is touched."""
    kept = {name: chosen[name] for name in (*FIELDS, *LOOKS) if name in chosen}
    User.objects.filter(pk=user.pk).update(**kept)


def note_language(user: User, language: str) -> None:
    """Tell somebody things in the language in which they first asked to be told of any."""
    User.objects.filter(pk=user.pk, language="").update(language=language)


def renew_feed_key(user: User) -> str:
    """Give the person's own calendar a new address; the old one leads nowhere from now on."""
    key = secrets.token_urlsafe(32)
    User.objects.filter(pk=user.pk).update(feed_key=key)
    return key


def add_device(user: User, *, endpoint: str, p256dh: str, auth: str, agent: str) -> None:
    """Remember a browser that asked to be told. Raises Refused("malformed").

    A browser tells one person: whoever had it before is told nothing on it any more.
    """
    if not (endpoints.is_known(endpoint) and _size(p256dh) == 65 and _size(auth) == 16):
        raise Refused("malformed")
    digest = hashlib.sha256(endpoint.encode()).hexdigest()
    keys = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "agent": agent[:120]}
    with transaction.atomic():
        PushSubscription.objects.filter(digest=digest).exclude(user=user).delete()
        PushSubscription.objects.update_or_create(user=user, digest=digest, defaults=keys)
        oldest = PushSubscription.objects.filter(user=user).order_by("-created_at", "-pk")
        too_many = list(oldest.values_list("pk", flat=True)[MOST_DEVICES:])
        PushSubscription.objects.filter(pk__in=too_many).delete()
        User.objects.filter(pk=user.pk).update(tell_by_push=True)


def _size(key: str) -> int:
    """Return how many bytes a key in base64url holds; 0 if it is none."""
    if len(key) > 100 or not key.isascii():
        return 0
    try:
        return len(urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (NotBase64, ValueError):
        return 0


def remove_device(user: User, pk: int) -> None:
    """Forget one of the person's own devices."""
    PushSubscription.objects.filter(user=user, pk=pk).delete()


def send_test(user: User) -> None:
    """Send a notification to the person's devices; one a minute, however often it is asked."""

    def words() -> tuple[str, str]:
        return _("Notifications work"), _("This is how you will be told of what you follow.")

    messages.tell(
        User.objects.filter(pk=user.pk),
        key=f"test.{timezone.now():%Y%m%d%H%M}",
        words=words,
        path="/me/account/messages/",
        channels=[Channel.PUSH],
    )
