"""The player for browsers that cannot play HLS: there only where it was fetched (`make player`)."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static

from sessions_app.streams import picture_of

FILE = "hls.light.min.js"


def address() -> str:
    """Return where the player is, or "" where it was not fetched, or not collected yet."""
    if not (settings.PLAYER / FILE).is_file():
        return ""
    try:
        return static(f"player/{FILE}")
    except ValueError:
        return ""


def policy(stream: str) -> dict[str, list[str]]:
    """Return what the content policy of a session's page allows besides, for its stream.

    The player fetches playlists and segments itself, and hands the video over as a blob. Only a
    page with such a stream gets this, and only for the listed hosts.
    """
    picture = picture_of(stream)
    if picture is None or picture.kind != "hls" or not address():
        return {}
    hosts = [f"https://{host}" for host in settings.STREAM_HOSTS]
    return {"connect-src": hosts, "media-src": ["blob:"]}
