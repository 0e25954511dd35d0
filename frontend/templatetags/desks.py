"""Tags of the ways to the desks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django import template

from frontend.desks import DESKS, Desk, desks_of

register = template.Library()


@register.simple_tag
def every_desk() -> Sequence[Desk]:
    """Return the desks of a session: {% every_desk as desks %}."""
    return DESKS


@register.simple_tag
def own_desks(held: Collection[str]) -> Sequence[Desk]:
    """Return the desks of somebody with these rights: {% own_desks place.rights as desks %}."""
    return desks_of(held)
