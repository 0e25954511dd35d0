"""QR codes as files: to print, to put on a slide, to draw into a card picture."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from cases.views import known_case
from dialogue import caching
from dialogue.views import known_session
from frontend.sharing import addresses, codes, links

# An address means the same for ever; only the platform's own name could change.
SECONDS = 86_400


@require_safe
def of_session(request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
    """Give the code of a session."""
    session = known_session(request, number)
    return _answer(request, addresses.of_session(number), kind, kept=not session.rehearsal)


@require_safe
def of_moment(request: HttpRequest, number: int, moment: str, kind: str) -> HttpResponseBase:
    """Give the code of a question or an entry."""
    session = known_session(request, number)
    links.demand_public(session, moment)
    address = addresses.of_session(number, moment)
    return _answer(request, address, kind, kept=not session.rehearsal)


@require_safe
def of_case(request: HttpRequest, number: str, kind: str) -> HttpResponseBase:
    """Give the code of a case."""
    return _answer(request, addresses.of_case(known_case(number).number), kind, kept=True)


def _answer(request: HttpRequest, address: str, kind: str, *, kept: bool) -> HttpResponseBase:
    how = cast("codes.Kind", kind)
    content = codes.picture(address, how, _size(request.GET.get("size", "")))
    response = HttpResponse(content, content_type=codes.CONTENT_TYPES[how])
    return caching.conditional(request, response, seconds=SECONDS if kept else None)


def _size(wanted: str) -> int:
    """Return one of the sizes; raise BadRequest for any other, so that a cache holds few."""
    if not wanted:
        return codes.SIZES[1]
    if wanted not in {str(size) for size in codes.SIZES}:
        raise BadRequest("size")
    return int(wanted)
