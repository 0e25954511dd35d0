"""Telling people: messages are written down here, and carried by accounts.delivery."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from accounts.models import Message, PushSubscription, User
from accounts.models.messages import Channel

# Title and body, in the language that is active when it is called.
Words = Callable[[], tuple[str, str]]
EVERY = (Channel.EMAIL, Channel.SMS, Channel.PUSH)
ROWS_AT_ONCE = 500
_TITLE, _BODY = 120, 2000


def tell(
    users: QuerySet[User],
    *,
    key: str,
    words: Words,
    path: str = "",
    channels: Collection[str] = EVERY,
    until: datetime | None = None,
) -> int:
    """Write one message to each of `users` over each channel they chose and can be reached by.

    Each gets it in their own language, and once: a message of the same `key` is not written
    again. After `until` it is not sent any more. In the caller's transaction; returns how many
    messages were asked for. `users` is read as a whole: give a batch of a crowd.
    """
    said: dict[str, tuple[str, str]] = {}
    now = timezone.now()
    rows = []
    for pk, language, *chosen in _reachable(users):
        title, body = said.setdefault(language, _in(language, words, said))
        for channel, wanted in zip(EVERY, chosen, strict=True):
            if wanted and channel in channels:
                rows.append(
                    Message(
                        user_id=pk,
                        channel=channel,
                        key=key,
                        title=title,
                        body=body,
                        path=path,
                        next_try_at=now,
                        until=until,
                    )
                )
    Message.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    return len(rows)


def _reachable(users: QuerySet[User]) -> list[tuple[int, str, bool, bool, bool]]:
    """(id, language, by e-mail?, by SMS?, by push?) of those whose account is open."""
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    devices = PushSubscription.objects.filter(user=OuterRef("pk"))
    open_ = users.filter(is_active=True, closed_at=None)
    return list(
        open_.values_list(
            "pk",
            "language",
            _yes(Q(tell_by_email=True) & Q(Exists(verified))),
            _yes(Q(tell_by_sms=True, phone_verified=True, phone__isnull=False)),
            _yes(Q(tell_by_push=True) & Q(Exists(devices))),
        )
    )


def _yes(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _in(language: str, words: Words, said: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the words in a language of the platform; in its own where none was chosen."""
    if language in said:
        return said[language]
    known = language in dict(settings.LANGUAGES)
    with translation.override(language if known else settings.LANGUAGE_CODE):
        title, body = words()
    return title[:_TITLE], body[:_BODY]


def withdraw(keys: Collection[str]) -> int:
    """Give up what was overtaken before it was sent; return how many messages that were."""
    waiting = Message.objects.filter(key__in=keys, sent_at=None, failed_at=None)
    return waiting.update(failed_at=timezone.now(), error="overtaken")
