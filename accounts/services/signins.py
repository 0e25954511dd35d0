"""Ending sign-ins: the sessions of browsers, and with them the sockets that they opened.

A socket knows only its token, so every end raises the person's token version: all their open
pages are closed within seconds, and those whose sign-in still stands ask for a new token.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.security import Happening
from accounts.services import audit, security
from accounts.services.tokens import revoke_tokens


def remember(request: HttpRequest, user: User) -> None:
    """Keep a line about the sign-in that has just begun: what the person can see, and end."""
    if request.session.session_key is None:
        # Somebody else was signed in here: theirs was emptied, and this one has no key yet.
        request.session.save()
    UserSession.objects.update_or_create(
        session_key=request.session.session_key, defaults={"user": user, **_where()}
    )


def open_ones(user: User) -> QuerySet[UserSession]:
    """Return a person's sign-ins that have not expired; lines of others wait for the sweep.

    Whenever a use is noted the session is saved, and lasts so long from then.
    """
    alive = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=user, last_seen_at__gt=alive)
    return rows


def is_kept(request: HttpRequest, user: User) -> bool:
    """Return whether nobody has ended this sign-in."""
    mine = UserSession.objects.filter(session_key=request.session.session_key, user=user)
    return bool(mine.exists())


def note_use(request: HttpRequest) -> None:
    """Write down when, from where and with what a sign-in was last used."""
    mine = UserSession.objects.filter(session_key=request.session.session_key)
    mine.update(last_seen_at=timezone.now(), **_where())


def forget(request: HttpRequest) -> None:
    """Drop the line about a sign-in that its owner ends by signing out."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def end_this(request: HttpRequest, user: User) -> None:
    """End the sign-in that a request comes with, and the sockets it opened."""
    _end(user, list(UserSession.objects.filter(session_key=request.session.session_key)))


def end_all(user: User) -> int:
    """End every sign-in of a person; return how many there were."""
    return _end(user, list(UserSession.objects.filter(user=user)))


def end_others(user: User, *, but: str) -> int:
    """End every sign-in but the one with this session key; return how many there were."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but)
    return _end(user, list(others))


def end_one(user: User, number: int) -> int:
    """End one of a person's own sign-ins; return 1, or 0 when there is none of that number."""
    return _end(user, list(UserSession.objects.filter(user=user, pk=number)))


def _end(user: User, sign_ins: list[UserSession]) -> int:
    """Forget the sessions first: whoever still asks for a token then has the old version."""
    store = _store()
    with transaction.atomic():
        for sign_in in sign_ins:
            store.delete(sign_in.session_key)
            sign_in.delete()
            security.record(
                Happening.SESSION_ENDED, user=user, detail={"of": sign_in.user_agent[:200]}
            )
        revoke_tokens(user)
    return len(sign_ins)


def _where() -> dict[str, str]:
    """Return where the present request comes from; behind a socket of the file system: ::."""
    return {
        "ip": security.clean_address(audit.address.get()) or "::",
        "user_agent": security.agent.get()[:200],
    }


def _store() -> SessionBase:
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore()
    return store
