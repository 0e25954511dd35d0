"""The web app manifest: under which name, with which icons, and with which ways in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dialogue import caching
from dialogue.pressed import encode
from frontend.tongue import of_address

# Paper, as in css/tokens.css: what is seen before the first page is there.
PAPER = "#FBFAF7"
FRESH_SECONDS = 3600


@require_safe
def manifest(request: HttpRequest) -> HttpResponseBase:
    """Give the manifest in the language that ?lang= names."""
    with translation.override(of_address(request)):
        content = encode(described())
    response = HttpResponse(content, content_type="application/manifest+json")
    return caching.conditional(request, response, seconds=FRESH_SECONDS)


def described() -> dict[str, Any]:
    """Return the manifest in the active language."""
    return {
        # One app in whichever language it was installed.
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": translation.get_language() or "zh-hans",
        "dir": "ltr",
        "name": _("Huiyin: every question gets a reply"),
        "short_name": _("Huiyin"),
        "description": _(
            "Leaders answer the public live. What cannot be settled in the hour is followed "
            "until there is a reply."
        ),
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(name, size, use) for name, size, use in ICONS],
        "shortcuts": [
            {"name": name, "url": url, "icons": [_icon(*ICONS[0])]} for name, url in _ways_in()
        ],
    }


ICONS = (
    ("icon-192", 192, "any"),
    ("icon-512", 512, "any"),
    ("icon-maskable-192", 192, "maskable"),
    ("icon-maskable-512", 512, "maskable"),
)


def _icon(name: str, size: int, use: str) -> dict[str, str]:
    src = static(f"img/{name}.png")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}


def _ways_in() -> list[tuple[str, str]]:
    schedule = reverse("session_list")
    return [
        (pgettext("navigation", "Live"), f"{reverse('home')}#live"),
        (pgettext("navigation", "Coming"), f"{schedule}?when=coming"),
        (_("My questions"), reverse("mine")),
        (pgettext("navigation", "Cases"), reverse("case_list")),
    ]
