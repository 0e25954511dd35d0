"""What happens to what somebody follows, wishes and has part in, when the account is closed."""

from __future__ import annotations

from accounts.models import User
from log.codes import Refused
from sessions_app.models import Follow, Guest, Session, Wish
from sessions_app.services import wishes
from sessions_app.states import State

OVER = (State.ENDED, State.ARCHIVED, State.CANCELLED)


def leave(user: User) -> None:
    """Forget what the person follows, and take the votes back; wishes stay, without their author.

    Raises Refused("hand_over_first") for whoever is expected to answer in a session to come.
    """
    if Guest.objects.filter(user=user).exclude(session__state__in=OVER).exists():
        raise Refused("hand_over_first")
    Follow.objects.filter(user=user).delete()
    wishes.take_all_back(user)
    Wish.objects.filter(author=user).update(author=None)
    Guest.objects.filter(user=user).update(user=None)
    Session.objects.filter(created_by=user).update(created_by=None)
