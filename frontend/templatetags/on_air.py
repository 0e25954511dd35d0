"""What is live now, for the few templates whose view does not know."""

from __future__ import annotations

from django import template

from sessions_app.queries import on_air

register = template.Library()


@register.simple_tag
def on_air_number() -> int | None:
    """Return the number of the session that is live now, or None."""
    return on_air().values_list("number", flat=True).first()
