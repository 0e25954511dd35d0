"""Leads from a name in a session to the leader's own page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.urls import reverse

from sessions_app.models import Session

register = template.Library()


@register.simple_tag
def leader_pages(session: Session) -> dict[str, str]:
    """Return {speaker's key: address} of those who have one: {% leader_pages session as pages %}.

    Costs a query, unless the guests are there already.
    """
    known = (guest for guest in session.guests.all() if guest.leader_id is not None)
    return {guest.key: reverse("leader", args=[guest.leader_id]) for guest in known}


@register.filter
def page_of(pages: Mapping[str, str], key: str) -> str:
    """Return the address of what `leader_pages` gave: {{ pages|page_of:guest.key }}."""
    return pages.get(key, "")
