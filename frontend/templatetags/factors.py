"""Keys and codes, as people copy them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def in_fours(key: str) -> str:
    """Return a key in groups of four: easier to type from one screen to another."""
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


@register.filter
def as_text_file(lines: Iterable[str]) -> SafeString:
    """Return the lines as an address that holds them: kept without asking the server again."""
    text = quote("\r\n".join(lines) + "\r\n")
    return mark_safe(f"data:text/plain;charset=utf-8,{text}")  # noqa: S308 - quoted
