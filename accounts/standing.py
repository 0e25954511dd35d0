"""Whether a sign-in still stands, and whether it is good enough for what the person may do.

What was found is kept in the session under the person's token version, which every grant and
every end of a sign-in raises. So this costs a page nothing until something changes: then the
session must still be among those that were not ended, and staff must have used a second factor
in it. Staff sign-ins end when nothing was asked for a while, and after a working day at the
latest; an open page asks for a new token every few minutes, and so counts as use.
"""

from __future__ import annotations

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from accounts.holding import works_here
from accounts.models import User
from accounts.services import signins
from log.codes import Refused

KEY = "huiyin_standing"
# How often the time of the last use is written down, in seconds.
NOTED_EVERY, NOTED_EVERY_FOR_STAFF = 600, 60
State = dict[str, int]


class FactorNeeded(Refused):
    """A second factor has to be set up, or used in this sign-in, first."""

    def __init__(self) -> None:
        super().__init__("second_factor_needed")


def begin(request: HttpRequest, user: User) -> None:
    """Note that a sign-in has begun."""
    signins.remember(request, user)
    _found(request, user, {})


def holds(request: HttpRequest) -> bool:
    """Return whether the sign-in of a signed-in person still stands; end it if it does not."""
    user = request.user
    assert isinstance(user, User)
    state: State = request.session.get(KEY) or {}
    if state.get("version") != user.token_version:
        if not signins.is_kept(request, user):
            return _end(request)
        state = _found(request, user, state)
    if _is_over(state):
        signins.end_this(request, user)
        return _end(request)
    _note_use(request, state)
    return True


def demand_factor(request: HttpRequest) -> None:
    """Raise FactorNeeded unless the person, if staff, has used a second factor here.

    Call it after `holds`.
    """
    state: State = request.session.get(KEY) or {}
    if not (settings.STAFF_SECOND_FACTOR and state.get("staff")) or state.get("proved"):
        return
    if not used_factor(request):
        raise FactorNeeded
    request.session[KEY] = state | {"proved": 1}


def used_factor(request: HttpRequest) -> bool:
    """Return whether a factor that the person still has was used in this sign-in."""
    assert isinstance(request.user, User)
    records = get_authentication_records(request, request.user)
    used = [record["id"] for record in records if record.get("method") == "mfa"]
    return bool(used) and Authenticator.objects.filter(user=request.user, pk__in=used).exists()


def _found(request: HttpRequest, user: User, before: State) -> State:
    """Keep what the person is under the present version; whether a factor was used is open."""
    now = int(time.time())
    # Only where something depends on it: it takes a few queries.
    limited = settings.STAFF_IDLE_SECONDS or settings.STAFF_SIGN_IN_SECONDS
    matters = bool(settings.STAFF_SECOND_FACTOR or limited)
    state = {
        "version": user.token_version,
        "staff": int(matters and works_here(user)),
        "since": before.get("since", now),
        "seen": before.get("seen", now),
    }
    request.session[KEY] = state
    return state


def _is_over(state: State) -> bool:
    if not state["staff"]:
        return False
    # Each of the two can be switched off, and the other one holds on.
    limits = {"seen": settings.STAFF_IDLE_SECONDS, "since": settings.STAFF_SIGN_IN_SECONDS}
    now = time.time()
    return any(most and now - state[name] > most for name, most in limits.items())


def _note_use(request: HttpRequest, state: State) -> None:
    now = int(time.time())
    if now - state["seen"] >= (NOTED_EVERY_FOR_STAFF if state["staff"] else NOTED_EVERY):
        request.session[KEY] = state | {"seen": now}
        signins.note_use(request)


def _end(request: HttpRequest) -> bool:
    logout(request)
    return False
