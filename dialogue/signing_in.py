"""The seam to sign-in: what somebody did as a guest a moment ago is theirs from now on.

Signals are no way to control a flow here; this listens to one, because it is how Django says
that somebody signed in, and the room below knows nothing of what is done in this one.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth import signals
from django.http import HttpRequest

from accounts import principals
from accounts.models import User
from accounts.principals import Principal
from dialogue.services import opinions, supporting, voting

logger = logging.getLogger(__name__)


def signed_in(request: HttpRequest, user: User, **_about: Any) -> None:
    """Hand over to the person what the guest of this browser chose, supports and thinks."""
    guest = principals.guest_in(request)
    if guest is not None and guest.is_guest:
        person = Principal(f"u:{user.pk}")
        for act in (voting, supporting, opinions):
            try:
                act.take_over(guest, by=person)
            except Exception:  # A courtesy; signing in is a right.
                logger.exception("what a guest did could not be handed over")


def listen() -> None:
    """Connect the receiver, once, at start-up."""
    signals.user_logged_in.connect(signed_in)
