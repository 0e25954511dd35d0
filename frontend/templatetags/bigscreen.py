"""Tags of the big screen."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@dataclass(frozen=True, slots=True)
class Join:
    """Where a room's phones go: the whole address, and what people type."""

    href: str
    shown: str


@register.simple_tag
def join_address(number: int) -> Join:
    """Return the address of a session's live page, for phones in the room."""
    href = settings.SITE_URL + reverse("session", args=[number])
    return Join(href, href.partition("://")[2].rstrip("/"))
