"""Static files as the product serves them, with the list of them read once for all tests.

Every test client builds the middleware anew, and ServeStatic's asks the disk about each of
hundreds of files when it is built: that was a third of the time of the whole suite.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.decorators import async_only_middleware
from servestatic.middleware import ServeStaticMiddleware

SERVER = "servestatic.middleware.ServeStaticMiddleware"


def read_once() -> None:
    """Have each client's middleware share what the first one found on the disk."""
    ours = f"{__name__}.{shared.__name__}"
    settings.MIDDLEWARE = [ours if name == SERVER else name for name in settings.MIDDLEWARE]


@async_only_middleware
def shared(get_response: Any) -> Any:
    """Return ServeStatic's middleware around `get_response`, with the files known already."""
    server = copy(_first())
    server.get_response = get_response
    return server


@cache
def _first() -> Any:
    return ServeStaticMiddleware(_nothing)


async def _nothing(_request: Any) -> Any:
    """Stand where an answer will come from: this one is only copied."""
