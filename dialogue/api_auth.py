"""Who calls the API: the bearer of a short-lived token. Cookies count for nothing in acts."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts import principals, tokens
from accounts.principals import Principal


class BearerToken(HttpBearer):
    """`Authorization: Bearer …` with a token of /me/token; request.auth is a Principal."""

    def authenticate(self, request: HttpRequest, token: str) -> Principal:
        """Return whose token it is. Raises Refused("token_expired")."""
        return tokens.read(token)


bearer = BearerToken()


def visitor(request: HttpRequest) -> Principal | None:
    """Return who reads something public: by token, else by cookie, else None.

    Only for reading: a rehearsal's record is shown to those who belong to it.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return tokens.read(token.strip())
    return principals.of_request(request)


def principal(request: HttpRequest) -> Principal:
    """Return the caller of an endpoint that is protected by `bearer`."""
    caller = request.auth  # type: ignore[attr-defined]
    assert isinstance(caller, Principal)
    return caller
