"""What somebody follows, wishes and votes for, for that person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.portable import Section
from sessions_app.models import Follow, Guest, Wish, WishVote
from sessions_app.models.follows import TARGETS


def export(user: User) -> list[Section]:
    """Return follows, wishes, votes, and the sessions in which the person is to answer."""
    follows = {"target": _("Followed"), "name": _("Name"), "muted": _("Silent"), "at": _("When")}
    wishes = {
        "title": _("On what"),
        "reason": _("Why"),
        "whom": _("Whom"),
        "state": _("State"),
        "created_at": _("When"),
        "words": _("What the unit said"),
    }
    votes = {"wish__title": _("On what"), "at": _("When")}
    guests = {"session__title": _("Session"), "name": _("Name"), "post": _("Post")}
    mine = Wish.objects.filter(author=user).order_by("pk").values(*wishes)
    ballots = WishVote.objects.filter(user=user).order_by("pk").values(*votes)
    answering = Guest.objects.filter(user=user).order_by("pk").values(*guests)
    return [
        Section("follows", _("What I follow"), follows, _follows(user)),
        Section("wishes", _("Sessions I suggested"), wishes, list(mine)),
        Section("votes", _("My votes for suggestions"), votes, list(ballots)),
        Section("guest_in", _("Sessions in which I answer"), guests, list(answering)),
    ]


def _follows(user: User) -> list[dict[str, Any]]:
    rows = Follow.objects.filter(user=user).select_related(*TARGETS).order_by("pk")
    return [
        {"target": target, "name": str(followed), "muted": row.muted, "at": row.at}
        for row in rows
        for target in TARGETS
        if (followed := getattr(row, target)) is not None
    ]
