"""Which addresses notifications may be posted to.

A browser tells the address, so anybody can: without this list the server would post wherever
it is told (SSRF). Only https, only push services that settings name, nothing else in it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

MOST_CHARACTERS = 1000
# Nothing that another program could read as the end of the host: "evil.example\.push.apple.com".
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def is_known(endpoint: str) -> bool:
    """Return whether this is the address of a push service that we post to."""
    if len(endpoint) > MOST_CHARACTERS or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in settings.PUSH_TEST_ORIGINS:
        return True
    if parts.scheme != "https" or port not in {None, 443} or "@" in parts.netloc:
        return False
    host = parts.hostname or ""
    plain = _HOST.fullmatch(host) is not None
    return plain and any(_matches(host, known) for known in settings.PUSH_HOSTS)


def _matches(host: str, known: str) -> bool:
    """`*.example.org` stands for every host below example.org, a plain name for itself."""
    if known.startswith("*."):
        return host.endswith(known[1:].lower())
    return host == known.lower()
