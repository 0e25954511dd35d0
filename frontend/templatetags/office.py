"""The office's navigation, for its base page."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.office import staff_of
from frontend.office import Room, rooms_of

register = template.Library()


@register.simple_tag(takes_context=True)
def office_rooms(context: dict[str, Any]) -> list[tuple[Room, str]]:
    """Return what the person may open: {% office_rooms as rooms %}."""
    staff = context.get("staff") or staff_of(context["request"])
    return rooms_of(staff) if staff else []
