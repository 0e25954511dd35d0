"""How a page looks that somebody shows elsewhere: on a big screen, in a frame of another site.

Nobody chooses there by hand, so the address says it. What it does not say well is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from frontend.tongue import asked_for

# Name in the address → theme of css/tokens.css. "auto" is what the device likes.
THEMES = {"paper": "light", "ink": "dark", "contrast": "contrast", "auto": ""}


def theme(request: HttpRequest, default: str) -> str:
    """Return the theme of the tokens that ?theme= names, or that of `default`."""
    return THEMES[one_of(request, "theme", THEMES, default)]


def lang(request: HttpRequest) -> str:
    """Return the language that ?lang= names, or the visitor's own."""
    return asked_for(request) or get_language() or settings.LANGUAGE_CODE


def one_of(request: HttpRequest, name: str, known: Iterable[str], default: str) -> str:
    """Return what the address says for `name` if that is known, else the default."""
    wanted = request.GET.get(name, "")
    return wanted if wanted in known else default


def some_of(request: HttpRequest, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of the known words stand in ?name=a,b: all of them where none does."""
    wanted = request.GET.get(name, "").split(",")
    return tuple(word for word in known if word in wanted) or known


def page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render a page in the language its address asks for, and say which that is."""
    chosen = lang(request)
    with override(chosen):
        response = render(request, template, {**context, "chosen_lang": chosen})
    response["Content-Language"] = chosen
    return response
