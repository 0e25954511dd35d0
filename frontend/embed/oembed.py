"""The oEmbed provider (https://oembed.com, version 1.0): an address of ours → a frame of it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from frontend.embed import resources
from frontend.embed.resources import Resource, Unknown
from frontend.xml_text import for_xml

PROVIDER = "Huiyin"
WIDTH, HEIGHT = 640, 480
# Smaller frames show nothing that could be read.
NARROWEST, LOWEST = 200, 120
CACHE_AGE = 3600
XML = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer 404 for what is not ours or not public, 501 for another format.

    The specification has 401 for what is private; it would say that there is something.
    """
    wanted = request.GET.get("format", "json")
    if wanted not in {"json", "xml"}:
        return _only(501)
    try:
        found = resources.find(request.GET.get("url", ""))
    except Unknown:
        return _only(404)
    response = _answer(_described(request, found), wanted)
    response["Cache-Control"] = f"public, max-age={CACHE_AGE // 60}"
    # Scripts of any site may read what anybody may know.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _only(status: int) -> HttpResponse:
    return HttpResponse(status=status, content_type="text/plain")


def _described(request: HttpRequest, found: Resource) -> dict[str, Any]:
    width = _within(request, "maxwidth", NARROWEST, WIDTH)
    height = _within(request, "maxheight", LOWEST, HEIGHT)
    unit = found.session.organisation
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": PROVIDER,
        "provider_url": f"{settings.SITE_URL}/",
        "author_name": unit.name,
        "author_url": settings.SITE_URL + reverse("unit", args=[unit.pk]),
        "title": found.session.title,
        "html": _iframe(found, width, height),
        "width": width,
        "height": height,
        "cache_age": CACHE_AGE,
    }


def _within(request: HttpRequest, name: str, least: int, most: int) -> int:
    """Return what the consumer has room for, as far as that is a size at all."""
    asked = request.GET.get(name, "")
    if not (asked.isascii() and asked.isdecimal()):
        return most
    # Compared by length first: a number of a million digits is only "more than enough".
    return most if len(asked) > 6 else max(least, min(most, int(asked)))


def _iframe(found: Resource, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        settings.SITE_URL + found.frame,
        width,
        height,
        found.session.title,
    )


def _answer(what: dict[str, Any], wanted: str) -> HttpResponse:
    if wanted == "json":
        return JsonResponse(what, json_dumps_params={"ensure_ascii": False})
    root = ElementTree.Element("oembed")
    for name, value in what.items():
        ElementTree.SubElement(root, name).text = for_xml(str(value))
    text = XML + ElementTree.tostring(root, encoding="unicode")
    return HttpResponse(text, content_type="text/xml; charset=utf-8")
