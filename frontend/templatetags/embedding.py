"""Tags of frames: whole addresses, and the links by which oEmbed is found."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.defaultfilters import force_escape
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sessions_app.models import Session

register = template.Library()

FORMATS = (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))


@register.simple_tag
def session_address(number: int) -> str:
    """Return the whole address of a session's page."""
    return settings.SITE_URL + reverse("session", args=[number])


@register.simple_tag
def embed_snippet(session: Session, what: str = "") -> SafeString:
    """Return what is copied into another site's page: a frame, and the script for its height.

    `what` is "" for the live frame, "questions" or "transcript". Escaped once as HTML, and once
    more by the page that shows it.
    """
    frame = reverse(f"embed_{what or 'live'}", args=[session.number])
    return force_escape(
        format_html(
            '<iframe src="{}" width="100%" height="480" title="{}" loading="lazy"></iframe>\n'
            '<script src="{}" async></script>',
            settings.SITE_URL + frame,
            session.title,
            # Pasted once, it is never changed again: the name without a fingerprint stays.
            settings.SITE_URL + settings.STATIC_URL + "js/frames.js",
        )
    )


@register.simple_tag
def oembed_links(address: str) -> SafeString:
    """Return the `<link>`s by which other sites find how to show this page (a path of ours)."""
    page = settings.SITE_URL + address.removeprefix(settings.SITE_URL)
    where = settings.SITE_URL + reverse("oembed")
    links = ((kind, where, urlencode({"url": page, "format": name})) for name, kind in FORMATS)
    return format_html_join("\n", '<link rel="alternate" type="{}" href="{}?{}">', links)
