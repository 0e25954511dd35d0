"""Tags of the big screen."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from frontend.sharing import addresses

register = template.Library()


@dataclass(frozen=True, slots=True)
class Join:
    """Where a room's phones go: the whole address, and what people type."""

    href: str
    shown: str


@register.simple_tag
def join_address(number: int) -> Join:
    """Return a session's short address, for phones in the room."""
    href = addresses.of_session(number)
    return Join(href, href.partition("://")[2].rstrip("/"))
