"""Whether this is the demo, where anybody may try every part."""

from __future__ import annotations

from django import template

from accounts import demo

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Return whether one click signs in: {% is_demo as trying %}."""
    return bool(demo.people())
