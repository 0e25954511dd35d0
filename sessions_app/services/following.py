"""Following a leader, a unit with those below it, a topic or one session; and leaving it.

Each can be said twice without harm: the database keeps one row per person and target.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Leader, Organisation, User
from log.codes import Refused
from sessions_app import queries
from sessions_app.models import Follow, Session, Topic

Target = Session | Leader | Organisation | Topic
KINDS = ("session", "leader", "organisation", "topic")


def kind_of(target: Target) -> str:
    """Return which of KINDS a target is: the name of Follow's column."""
    return str(target._meta.model_name)


def name_of(target: Target) -> str:
    """Return how pages and addresses call a target: leader-3; sessions go by their number."""
    return f"{kind_of(target)}-{target.number if isinstance(target, Session) else target.pk}"


def title_of(target: Target) -> str:
    """Return what people call a target."""
    return target.title if isinstance(target, Session) else str(target)


def find(kind: str, number: int) -> Target:
    """Return what can be followed under this name. Raises Refused("not_found").

    Drafts, rehearsals and topics out of use cannot be followed, and look like nothing.
    """
    found: Target | None = None
    match kind:
        case "session":
            found = queries.public_sessions().filter(number=number).first()
        case "leader":
            found = Leader.objects.filter(pk=number).first()
        case "organisation":
            found = Organisation.objects.filter(pk=number).first()
        case "topic":
            found = Topic.objects.filter(pk=number, active=True).first()
    if found is None:
        raise Refused("not_found")
    return found


def follow(user: User, target: Target) -> None:
    """Follow; nothing changes for whoever does already."""
    row = Follow(user=user, **{kind_of(target): target})
    Follow.objects.bulk_create([row], ignore_conflicts=True)


def unfollow(user: User, target: Target) -> None:
    """Leave; nothing changes for whoever does not follow."""
    of(user, target).delete()


def mute(user: User, target: Target, *, muted: bool) -> None:
    """Keep following, and be told nothing of it; or be told again."""
    of(user, target).update(muted=muted)


def of(user: User, target: Target) -> QuerySet[Follow]:
    """Return the one row, or none, by which somebody follows a target."""
    return Follow.objects.filter(user=user, **{kind_of(target): target})


def followed(user: User, names: Iterable[str]) -> set[str]:
    """Return which of these (leader-3, session-12…) somebody follows; one query."""
    asked: dict[str, list[int]] = {}
    for name in names:
        kind, _dash, number = name.partition("-")
        if kind in KINDS and number.isdecimal() and len(number) < 18:
            asked.setdefault(kind, []).append(int(number))
    wanted = Q(pk__in=[])
    for kind, numbers in asked.items():
        column = "session__number" if kind == "session" else kind
        wanted |= Q(**{f"{column}__in": numbers})
    rows = Follow.objects.filter(wanted, user=user).values_list(
        "session__number", "leader", "organisation", "topic"
    )
    return {
        f"{kind}-{number}"
        for row in rows
        for kind, number in zip(KINDS, row, strict=True)
        if number
    }
