"""What every request carries for the records: where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
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


class AnswerTooMany:
    """Answers 429 where a limit is reached in the middle of something; allauth would say 500."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Return our page for "too many", or leave the error to others."""
        if not isinstance(error, RateLimited):
            return None
        answer: HttpResponseBase = respond_429(request)
        return answer
