"""What the answer to a static file says about it: nothing that is about pages.

A page consists of dozens of small files, and over HTTP/1.1 every answer repeats its whole head:
what means nothing there was a tenth of what the live page weighs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware
from servestatic.middleware import AsyncServeStaticFileResponse

# About documents and where they lead; of our files none leads anywhere but here.
OF_PAGES = ("Cross-Origin-Opener-Policy", "Referrer-Policy")
# A name with a fingerprint is never asked about again, and no other site knows it.
OF_WHAT_CHANGES = ("ETag", "Last-Modified", "Access-Control-Allow-Origin")

Answer = Callable[[HttpRequest], HttpResponseBase]
Coming = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def static_heads(get_response: Answer | Coming) -> Answer | Coming:
    """Return a middleware that goes around all that add headers to every answer."""
    if iscoroutinefunction(get_response):

        async def answer_later(request: HttpRequest) -> HttpResponseBase:
            return _lightened(await get_response(request))

        return answer_later

    def answer(request: HttpRequest) -> HttpResponseBase:
        return _lightened(get_response(request))  # type: ignore[arg-type]

    return answer


def _lightened(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, AsyncServeStaticFileResponse):
        lasts = "immutable" in response.headers.get("Cache-Control", "")
        for name in (*OF_PAGES, *(OF_WHAT_CHANGES if lasts else ())):
            response.headers.pop(name, None)
    return response
