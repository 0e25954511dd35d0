"""What only somebody may do who proved a moment ago who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from accounts import demo

View = Callable[[HttpRequest], HttpResponseBase]


def signed_in_just_now(*, to_read: bool) -> Callable[[View], View]:
    """Ask to sign in again, if that was a while ago, before sending; before reading, if asked.

    What was sent is kept by allauth meanwhile, and goes on by itself. The demo's people are not
    asked: whoever clicks is one of them, and they have nothing to prove it by.
    """

    def guard(view: View) -> View:
        guarded = reauthentication_required(allow_get=not to_read, enabled=_provable)(view)
        return login_required(cast("View", guarded))

    return guard


def _provable(request: HttpRequest) -> bool:
    return request.user.get_username() not in {person.username for person in demo.people()}
