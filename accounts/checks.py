"""What must not be on by accident."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1", "::1"}


def demo_is_exposed() -> bool:
    """Return whether one-click sign-in could be reached from another computer."""
    hosts = {*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).hostname or ""}
    return bool(settings.DEMO) and not {host.strip("[]") for host in hosts} <= LOCAL


def refuse_exposed_demo() -> None:
    """Raise ImproperlyConfigured when the demo is on for more than this computer.

    Called at start-up of every process, checks switched off or not.
    """
    if demo_is_exposed():
        raise ImproperlyConfigured(
            "HUIYIN_DEMO=1 lets anyone sign in as anyone. It works on localhost only:"
            " unset HUIYIN_DEMO, or HUIYIN_SITE_URL and HUIYIN_HOSTS."
        )


@register("security")
def check_demo(**_kwargs: Any) -> list[CheckMessage]:
    """Report the demo in a deployment check."""
    if demo_is_exposed():
        return [Error("HUIYIN_DEMO is on for a public address.", id="accounts.E001")]
    return []
