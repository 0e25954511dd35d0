"""Which sites may frame an answer, said in its headers; every other answer refuses all."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from accounts.models import EmbeddingSite
from sessions_app.models import Session

Answer = Callable[[HttpRequest], HttpResponseBase]


def sites_of(session: Session) -> tuple[str, ...]:
    """Return the origins that may frame a session: the platform's, its unit's, those above's."""
    lineage = session.organisation.lineage
    rows = EmbeddingSite.objects.filter(organisation__in=lineage).values_list("origin", flat=True)
    return tuple(sorted({*settings.EMBED_SITES, *rows}))


def framed(request: HttpRequest, sites: tuple[str, ...], answer: Answer) -> HttpResponseBase:
    """Return the answer, allowed into frames of these sites and of no other.

    Where no site is allowed the old header stays as well: it knows only all or nothing.
    """
    answering = csp_replace({"frame-ancestors": list(sites) or [NONE]})(answer)
    return (xframe_options_exempt(answering) if sites else answering)(request)
