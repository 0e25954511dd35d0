"""Public answers that a cache may keep: an etag from the position, and for how long."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers


def cacheable(request: HttpRequest, body: dict[str, Any], *, seconds: int) -> HttpResponseBase:
    """Return `body` as JSON with an etag, or 304 if the caller has it already."""
    content = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)
    return conditional(
        request,
        HttpResponse(content, content_type="application/json"),
        seconds=seconds,
    )


def conditional(request: HttpRequest, response: HttpResponse, *, seconds: int) -> HttpResponseBase:
    """Return the response as cacheable by anyone, or 304 if the caller has it already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds}"
    answer = get_conditional_response(request, etag, response=response)
    return answer if answer is not None else response


def page(request: HttpRequest, response: HttpResponse, *, seconds: int = 0) -> HttpResponseBase:
    """Return a public HTML page as cacheable: it varies by language, and is always checked."""
    answer = conditional(request, response, seconds=seconds)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer
