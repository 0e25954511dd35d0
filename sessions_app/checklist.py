"""What should be in order before a session goes live: computed here, shown wherever it is asked.

Open points are a warning, not a wall; only without the people it needs a session does not
begin, for then nobody could answer or nobody would review what is asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrPromise

from accounts.models import User
from accounts.queries import with_factor
from log.codes import Refused
from sessions_app import notice
from sessions_app.models import Session, SessionGroupPermission, SessionUserPermission
from sessions_app.rules import RIGHTS

ROLES: dict[str, StrPromise] = {
    "host": pgettext_lazy("role", "Host"),
    "moderate": pgettext_lazy("role", "Moderator"),
    "answer": pgettext_lazy("role", "Leader"),
    "transcribe": pgettext_lazy("role", "Stenographer"),
    "observe": pgettext_lazy("role", "Observer"),
}
# A session needs somebody of each row.
NEEDED: tuple[tuple[StrPromise, frozenset[str]], ...] = (
    (gettext_lazy("a host"), frozenset({"host"})),
    (gettext_lazy("a moderator"), frozenset({"moderate"})),
    (
        gettext_lazy("a leader with an account, or a stenographer"),
        frozenset({"answer", "transcribe"}),
    ),
)
_NAMES = {codename: right for right, codename in RIGHTS.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who has a part in a session."""

    user: User
    right: str
    has_factor: bool

    @property
    def label(self) -> StrPromise:
        """Return what the part is called."""
        return ROLES[self.right]


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the checklist. Without a `must` point the session does not go live."""

    key: str
    done: bool
    label: str
    words: str = ""
    must: bool = False


def parts(session: Session) -> list[Part]:
    """Return who has which part, in the order of ROLES. Two queries."""
    rows = list(
        SessionUserPermission.objects.filter(
            content_object=session, permission__codename__in=_NAMES, user__is_active=True
        )
        .select_related("user", "permission")
        .order_by("pk")
    )
    safe = with_factor({row.user_id for row in rows})
    found = [Part(r.user, _NAMES[r.permission.codename], r.user_id in safe) for r in rows]
    return sorted(found, key=lambda part: list(ROLES).index(part.right))


def points(session: Session, people: Collection[Part]) -> list[Point]:
    """Return the whole checklist, in the order in which things are done. Two queries."""
    missing = _missing(session, {part.right for part in people})
    bare = dict.fromkeys(part.user.shown_name for part in people if not part.has_factor)
    return [
        _guests(session),
        Point("roles", not missing, _("The parts are filled"), _list(missing), must=True),
        Point("factor", not bare, _("Everyone has a second factor"), _list(bare)),
        *_stream(session),
        Point("rehearsal", bool(session.rehearsed_at), _("It was rehearsed")),
        _notice(session),
    ]


def still_open(session: Session) -> list[Point]:
    """Return the points that are not in order; none for a rehearsal. Four queries."""
    if session.rehearsal:
        return []
    return [point for point in points(session, parts(session)) if not point.done]


def demand_roles(session: Session) -> None:
    """Raise Refused("roles_missing") if the session lacks the people it needs to go live."""
    if session.rehearsal:
        return
    missing = _missing(session, {part.right for part in parts(session)})
    if missing:
        raise Refused("roles_missing", missing=_list(missing))


def _missing(session: Session, held: set[str]) -> list[str]:
    by_group = SessionGroupPermission.objects.filter(
        content_object=session, permission__codename__in=_NAMES, group__user__is_active=True
    ).values_list("permission__codename", flat=True)
    held = held | {_NAMES[name] for name in by_group}
    return [str(words) for words, rights in NEEDED if rights.isdisjoint(held)]


def _list(names: Collection[str]) -> str:
    return _(", ").join(names)


def _guests(session: Session) -> Point:
    count = len(session.guests.all())
    return Point("guests", bool(count), _("It is known who answers"))


def _stream(session: Session) -> list[Point]:
    if not session.stream_url:
        return []
    return [Point("stream", bool(session.stream_tested_at), _("The live stream was tested"))]


def _notice(session: Session) -> Point:
    told = session.announced_at or timezone.now()
    words = _("Announced at least %(days)s days before") % {"days": notice.days()}
    return Point("notice", notice.in_time(session.starts_at, told), words)
