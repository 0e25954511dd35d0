"""The short addresses that stay: short enough to be typed, and meaning the same for ever."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

# A question by its number, or an entry of the transcript by its place in the log.
MOMENT = r"[qe][1-9]\d{0,8}"


class MomentConverter:
    """`q12` or `e340`, as the pages' own anchors are written."""

    regex = MOMENT

    def to_python(self, value: str) -> str:
        """Return the anchor as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the anchor for an address."""
        return value


def of_session(number: int, moment: str = "") -> str:
    """Return the short absolute address of a session, or of a moment (`q12`, `e340`) in it."""
    if moment:
        return absolute(reverse("short_moment", args=[number, moment]))
    return absolute(reverse("short_session", args=[number]))


def of_case(number: str) -> str:
    """Return the short absolute address of a case."""
    return absolute(reverse("short_case", args=[number]))


def absolute(address: str) -> str:
    """Return an address of this platform in full; what is in full already stays as it is."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address
