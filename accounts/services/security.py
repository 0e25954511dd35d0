"""Writing the security log: who signed in or failed to, and what was changed of how.

A line is written in the transaction of what it tells. If it cannot be written, the act does
not happen. Nobody can change it: accounts/triggers.py makes the database refuse.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from contextvars import ContextVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac

from accounts.models import SecurityEvent, User
from accounts.security import Happening
from accounts.services import audit

# Set by accounts.middleware for the time of a request: the program that sent it.
agent: ContextVar[str] = ContextVar("agent", default="")

Detail = Mapping[str, str | int | bool]


def record(
    kind: Happening,
    *,
    user: AbstractBaseUser | int | None = None,
    succeeded: bool = True,
    detail: Detail | None = None,
) -> SecurityEvent:
    """Append one line and return it; address and program are those of the present request.

    `user` is nobody where an account does not exist. `detail` holds short words, and never a
    password, a code, a token, a telephone number or an address: see `fingerprint`.
    """
    return SecurityEvent.objects.create(
        kind=Happening(kind),
        user_id=user if isinstance(user, int) else user.pk if isinstance(user, User) else None,
        succeeded=succeeded,
        ip=clean_address(audit.address.get()),
        agent=_printable(agent.get())[:200],
        detail={name: _short(value) for name, value in (detail or {}).items()},
    )


def fingerprint(identifier: str) -> str:
    """Return by what an identifier is known in the log: the same each time, and not it.

    Keyed with the secret key, so that a list of all telephone numbers does not open it.
    """
    words = identifier.strip().lower()
    return salted_hmac("huiyin.security", words, algorithm="sha256").hexdigest()[:24]


def clean_address(words: str) -> str | None:
    """Return an IP address in its usual form, None for anything else."""
    try:
        return str(ipaddress.ip_address(words))
    except ValueError:
        return None  # a unix socket has none


def _printable(words: str) -> str:
    """Return the words without what could break a line or colour a terminal."""
    return "".join(letter for letter in words if letter.isprintable())


def _short(value: str | int | bool) -> str | int | bool:
    return _printable(value)[:300] if isinstance(value, str) else value
