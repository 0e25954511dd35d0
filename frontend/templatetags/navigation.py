"""Where one is, for the main navigation."""

from __future__ import annotations

from typing import Any

from django import template

from frontend.navigation import place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_place(context: dict[str, Any]) -> str:
    """Return the current entry of the navigation, or "": {% nav_place as place %}."""
    return place_of(context["request"], context.get("session"))
