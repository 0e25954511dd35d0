"""What every request carries for the records: where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accounts import addresses
from accounts.services import audit

Respond = Callable[[HttpRequest], HttpResponseBase]


def remember_address(respond: Respond) -> Respond:
    """Let audit records say from which address an act came, for the time of the request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = audit.address.set(addresses.client(request))
        try:
            return respond(request)
        finally:
            audit.address.reset(token)

    return middleware
