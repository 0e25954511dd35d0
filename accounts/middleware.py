"""What every request carries for the records: where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accounts import addresses
from accounts.services import audit, security

Respond = Callable[[HttpRequest], HttpResponseBase]


def remember_address(respond: Respond) -> Respond:
    """Let records say from which address an act came, for the time of the request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        address = audit.address.set(addresses.client(request))
        agent = security.agent.set(request.META.get("HTTP_USER_AGENT") or "")
        try:
            return respond(request)
        finally:
            audit.address.reset(address)
            security.agent.reset(agent)

    return middleware
