"""What only somebody may do who proved a moment ago who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

View = Callable[[HttpRequest], HttpResponseBase]


def signed_in_just_now(*, to_read: bool) -> Callable[[View], View]:
    """Ask to sign in again, if that was a while ago, before sending; before reading, if asked.

    What was sent is kept by allauth meanwhile, and goes on by itself.
    """

    def guard(view: View) -> View:
        guarded = reauthentication_required(allow_get=not to_read)(view)
        return login_required(cast("View", guarded))

    return guard
