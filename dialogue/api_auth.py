"""Who calls the API: the bearer of a short-lived token. Cookies count for nothing here."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts import tokens
from accounts.principals import Principal


class BearerToken(HttpBearer):
    """`Authorization: Bearer …` with a token of /me/token; request.auth is a Principal."""

    def authenticate(self, request: HttpRequest, token: str) -> Principal:
        """Return whose token it is. Raises Refused("token_expired")."""
        return tokens.read(token)


bearer = BearerToken()


def principal(request: HttpRequest) -> Principal:
    """Return the caller of an endpoint that is protected by `bearer`."""
    caller = request.auth  # type: ignore[attr-defined]
    assert isinstance(caller, Principal)
    return caller
