"""Public answers that a cache may keep: an etag from the position, and for how long."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from dialogue.pages_pressed import pressed
from dialogue.pressed import Body, encode
from sessions_app.models import Session

_GZIP = re.compile(r"\bgzip\b")


def kept(session: Session, seconds: int) -> int | None:
    """Return for how long anybody may keep what is public; a rehearsal's nobody may: None."""
    return None if session.rehearsal else seconds


def cacheable(
    request: HttpRequest, body: dict[str, Any], *, seconds: int | None
) -> HttpResponseBase:
    """Return `body` as JSON with an etag, or 304 if the caller has it already."""
    response = HttpResponse(encode(body), content_type="application/json")
    return conditional(request, response, seconds=seconds)


def cacheable_body(request: HttpRequest, body: Body, *, seconds: int | None) -> HttpResponseBase:
    """Return a body whose beginning is shared: as `cacheable` does, for a fraction of the work.

    It is compressed here, and so passed over by the middleware that compresses everything
    else; without that one's padding, since nothing in it is secret.
    """
    response = HttpResponse(content_type="application/json")
    patch_vary_headers(response, ["Accept-Encoding"])
    packed = bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))
    if packed:
        response["Content-Encoding"] = "gzip"
    answer = _known(request, response, body.digest(), seconds=seconds, weak=packed)
    if answer is response:
        response.content = body.gzipped() if packed else body.plain()
    return answer


def conditional(
    request: HttpRequest, response: HttpResponse, *, seconds: int | None
) -> HttpResponseBase:
    """Return the response as cacheable by anyone (by nobody for None), or 304 if it is known."""
    digest = hashlib.sha256(response.content).hexdigest()
    return _known(request, response, digest, seconds=seconds)


def _known(
    request: HttpRequest,
    response: HttpResponse,
    digest: str,
    *,
    seconds: int | None,
    weak: bool = False,
) -> HttpResponseBase:
    if seconds is None:
        response["Cache-Control"] = "private, no-store"
        return response
    etag = f'"{digest[:24]}"'
    # The same etag for every encoding of the same words: then it may only be a weak one.
    response["ETag"] = f"W/{etag}" if weak else etag
    response["Cache-Control"] = f"public, max-age={seconds}"
    answer = get_conditional_response(request, etag, response=response)
    return answer if answer is not None else response


def page(
    request: HttpRequest, response: HttpResponse, *, seconds: int | None = 0
) -> HttpResponseBase:
    """Return a public HTML page as cacheable: it varies by language, and is always checked."""
    answer = conditional(request, response, seconds=seconds)
    # A 304 says it too: a cache takes over what it says for the page that it keeps.
    patch_vary_headers(answer, ["Accept-Language", "Cookie", "Accept-Encoding"])
    return pressed(request, answer)
