"""What the office says of a session's rehearsal and of its stream."""

from __future__ import annotations

from django import template

from sessions_app import streams
from sessions_app.models import Session
from sessions_app.services import rehearsing

register = template.Library()


@register.simple_tag
def running_rehearsal(session: Session) -> Session | None:
    """Return the rehearsal of a session that is going on, or waits to be discarded."""
    return session.rehearsals.order_by("pk").first()


@register.filter
def may_be_rehearsed(session: Session) -> bool:
    """Return whether a session has not begun yet."""
    return session.state in rehearsing.REHEARSED


@register.filter
def stream_host(session: Session) -> str:
    """Return where a session's stream comes from: its address may hold a key."""
    return streams.host_of(session.stream_url)
