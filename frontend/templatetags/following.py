"""The "follow" button of public pages: the same for everyone, so that they stay cacheable."""

from __future__ import annotations

from typing import Any

from django import template

from sessions_app.services import following
from sessions_app.services.following import Target

register = template.Library()


@register.inclusion_tag("parts/follow.html", takes_context=True)
def follow_button(context: dict[str, Any], target: Target) -> dict[str, Any]:
    """Show the button for a leader, a unit, a topic or a session.

    Whoever uses it in a page needs nothing else: {% load following %}{% follow_button leader %}.
    """
    kind, _dash, number = following.name_of(target).partition("-")
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    return {"kind": kind, "number": int(number), "here": here, "title": following.title_of(target)}
