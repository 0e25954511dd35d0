"""The words that the live page's scripts speak, without those of the desks.

Everybody loads this page, often over a slow line, and the whole catalogue would be a tenth of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, to_locale
from django.views.i18n import JavaScriptCatalog

from frontend import catalogue

# Whose words it leaves out; a test holds the page to loading none of these.
SCRIPTS = "frontend/static/js/"
DESKS = tuple(
    f"{SCRIPTS}{name}"
    for name in ("staff/", "console.js", "desk.js", "drafter.js", "host.js", "steno.js")
)
# Chinese as it is: escaped it would weigh twice as much.
_ESCAPED = re.compile(r"\\u([3-9][0-9a-f]{3}|ff[0-9a-f]{2})")


@lru_cache(maxsize=8)
def spoken(locale: str) -> frozenset[str]:
    """Return the keys of what the page's scripts say, as gettext has them in a catalogue."""
    return frozenset(
        _key(message.id, message.context)
        for message in catalogue.kept("djangojs", locale)
        if message.id and any(_of_the_page(path) for path, _line in message.locations)
    )


def _of_the_page(path: str) -> bool:
    return path.startswith(SCRIPTS) and not path.startswith(DESKS)


def _key(msgid: str | list[str] | tuple[str, ...], context: str | None) -> str:
    first = msgid if isinstance(msgid, str) else msgid[0]
    return f"{context}\x04{first}" if context else first


class LiveWords(JavaScriptCatalog):
    """The catalogue of the language asked for, cut down to the live page."""

    def get_catalog(self) -> dict[str, Any]:
        """Return the translations of what the page can say."""
        known = spoken(to_locale(get_language() or ""))
        return {key: text for key, text in super().get_catalog().items() if key in known}

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Return the script with its characters as they are."""
        response = super().render_to_response(context, **options)
        script = response.content.decode()
        response.content = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), script).encode()
        return response
