"""What every way of sending text messages can do, and the one that is in use."""

from __future__ import annotations

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# What HUIYIN_SMS may say. A dotted name is a class of one's own.
NAMES = {
    "console": "accounts.sms.console.Console",
    "memory": "accounts.sms.memory.Memory",
    "http": "accounts.sms.http.Http",
}
NONE = "none"


class SmsFailed(Exception):
    """The message was not taken on by whoever should send it. Never tells number or text."""


class Backend(Protocol):
    """A way out for text messages."""

    def send(self, phone: str, text: str) -> None:
        """Hand one message over. Raises SmsFailed."""


def available() -> bool:
    """Return whether this platform can send text messages at all."""
    return bool(settings.SMS_BACKEND != NONE)


def waits() -> bool:
    """Return whether sending means waiting for another computer."""
    return settings.SMS_BACKEND not in {"console", "memory"}


def send(phone: str, text: str) -> None:
    """Send `text` to a number in E.164, by the way that settings name.

    Raises SmsFailed: the caller decides whether to try again. Neither the number nor the text is
    logged.
    """
    if not available():
        raise SmsFailed("no way of sending text messages is set up (HUIYIN_SMS)")
    try:
        _backend().send(phone, text)
    except SmsFailed as failure:
        logger.warning("A text message was not sent: %s", failure)
        raise


def _backend() -> Backend:
    name = settings.SMS_BACKEND
    backend: Backend = import_string(NAMES.get(name, name))()
    return backend
