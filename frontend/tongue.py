"""The language of what programs fetch: they send no wish of their own, so the address names it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


def of_address(request: HttpRequest, otherwise: str = settings.LANGUAGE_CODE) -> str:
    """Return the language that ?lang= names, if it is one of ours; "zh" is Chinese, too."""
    wanted = request.GET.get("lang", "")
    wanted = "zh-hans" if wanted == "zh" else wanted
    return wanted if wanted in KNOWN else otherwise
