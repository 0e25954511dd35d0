"""Static files as the product serves them, with the list of them read once for all tests.

Every test client builds the middleware anew, and ServeStatic's asks the disk about each of
hundreds of files when it is built: that was a third of the time of the whole suite. It also
knows only asynchronous neighbours; a plain client would turn a loop for each of its requests.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction
from django.conf import settings
from django.utils.decorators import sync_and_async_middleware
from servestatic.middleware import ServeStaticMiddleware

SERVER = "servestatic.middleware.ServeStaticMiddleware"


def read_once() -> None:
    """Have each client's middleware share what the first one found on the disk."""
    ours = f"{__name__}.{shared.__name__}"
    settings.MIDDLEWARE = [ours if name == SERVER else name for name in settings.MIDDLEWARE]


@sync_and_async_middleware
def shared(get_response: Any) -> Any:
    """Return ServeStatic's middleware around `get_response`, with the files known already."""
    server = copy(_first())
    server.get_response = get_response

    def plain(request: Any) -> Any:
        file = server.files.get(request.path_info)
        return get_response(request) if file is None else async_to_sync(server)(request)

    return server if iscoroutinefunction(get_response) else plain


@cache
def _first() -> Any:
    return ServeStaticMiddleware(_nothing)


async def _nothing(_request: Any) -> Any:
    """Stand where an answer will come from: this one is only copied."""
