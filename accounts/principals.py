"""Who acts: a signed-in person, a guest with a signed cookie, or the system itself."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from accounts import standing
from log.codes import Refused

GUEST_COOKIE = "huiyin_guest"
GUEST_SECONDS = 180 * 86_400
_KEY = re.compile(r"^(u:[1-9][0-9]{0,17}|g:[0-9a-f]{32})$")
_NAME = re.compile(r"^[\w·・\-. ]{1,20}$")

Kind = Literal["user", "guest", "system"]


@dataclass(frozen=True, slots=True)
class Principal:
    """An actor. `key` is what the log, votes and acts are kept under."""

    key: str
    name: str = ""
    version: int = 1

    @property
    def kind(self) -> Kind:
        """Return what sort of actor this is."""
        return "user" if self.user_id else "guest" if self.key.startswith("g:") else "system"

    @property
    def user_id(self) -> int | None:
        """Return the id of the signed-in person behind this, if there is one."""
        return int(self.key[2:]) if self.key.startswith("u:") else None

    @property
    def is_guest(self) -> bool:
        """Return whether this is a guest: known only by a cookie and a receipt."""
        return self.kind == "guest"


SYSTEM = Principal(key="system")


def is_key(key: str) -> bool:
    """Return whether `key` names a person or a guest."""
    return bool(_KEY.match(key))


def new_guest(name: str) -> Principal:
    """Return a new guest who wants to be called `name`. Raises Refused("name_bad")."""
    name = name.strip()
    if name and not _NAME.match(name):
        raise Refused("name_bad")
    return Principal(key=f"g:{secrets.token_hex(16)}", name=name)


def of_request(request: HttpRequest) -> Principal | None:
    """Return who sent a request with cookies: the signed-in person, else the guest, else None.

    Ends a sign-in that stands no more. Raises FactorNeeded for staff without a second factor.
    """
    shown = shown_in(request)
    if shown is not None and shown.user_id:
        standing.demand_factor(request)
    return shown


def shown_in(request: HttpRequest) -> Principal | None:
    """Return the same without asking for a second factor: to be named, not to act."""
    user = request.user
    if user.is_authenticated and standing.holds(request):
        return Principal(f"u:{user.pk}", user.shown_name, user.token_version)
    return guest_in(request)


def guest_in(request: HttpRequest) -> Principal | None:
    """Return the guest whom the browser that sent a request is known as, signed in or not."""
    cookie = request.get_signed_cookie(GUEST_COOKIE, default="", max_age=GUEST_SECONDS)
    key, _sep, name = (cookie or "").partition("|")
    return Principal(key=key, name=unquote(name)) if is_key(key) else None


def remember_guest(response: HttpResponseBase, guest: Principal) -> None:
    """Set the signed cookie by which a guest is known again."""
    response.set_signed_cookie(
        GUEST_COOKIE,
        # A header holds no Chinese.
        f"{guest.key}|{quote(guest.name)}",
        max_age=GUEST_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
