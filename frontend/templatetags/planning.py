"""Filters of the planning pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(words: Mapping[str, str] | None, name: str) -> str:
    """Return what is said beside the field `name`, or ""."""
    return (words or {}).get(name, "")
