"""Tags for sharing: the short addresses, and the picture that a shared link is shown with."""

from __future__ import annotations

from django import template
from django.templatetags.static import static

from frontend.sharing import addresses

register = template.Library()

SEAL_PICTURE = "img/share.png"


@register.simple_tag
def short_session(number: int, moment: str = "") -> str:
    """Return the short address of a session, or of a moment: {% short_session 1001 "q3" %}."""
    return addresses.of_session(number, moment)


@register.simple_tag
def short_case(number: str) -> str:
    """Return the short address of a case."""
    return addresses.of_case(number)


@register.filter
def absolute(address: str) -> str:
    """Return an address of this platform in full."""
    return addresses.absolute(address)


@register.simple_tag
def share_picture(poster: str = "") -> str:
    """Return the picture that goes with a shared link: the session's poster, or the seal."""
    return addresses.absolute(poster or static(SEAL_PICTURE))
