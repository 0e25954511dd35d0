"""Needs of those who plan: drafts whose time draws near, sessions without the people they need."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import office, rules
from frontend.today.needs import LATE, OPEN, SOON, Desk, Need
from sessions_app import notice
from sessions_app.models import Session, SessionUserPermission
from sessions_app.models.wishes import WishState
from sessions_app.states import COMING, State
from sessions_app.wishes import to_weigh

CLOSE = timedelta(days=3)
LOOK_AHEAD = timedelta(days=14)
MOST = 5


def to_announce(desk: Desk) -> list[Need]:
    """Return the drafts of one's branch that begin within a fortnight and are not announced."""
    if not desk.staff.has("plan"):
        return []
    drafts = _sessions(desk).filter(
        state=State.DRAFT,
        announce_at=None,
        starts_at__range=(desk.now, desk.now + LOOK_AHEAD),
    )
    return [_announce(session, desk) for session in drafts.order_by("starts_at")[:MOST]]


def _announce(session: Session, desk: Desk) -> Need:
    late = not notice.in_time(session.starts_at, desk.now)
    words = _("Not announced yet")
    if late:
        words = _("Not announced, and it begins in less than %(days)s days") % {
            "days": notice.days()
        }
    return Need(LATE if late else SOON, "megaphone", words, _page(session), session.title)


def to_staff(desk: Desk) -> list[Need]:
    """Return the coming sessions of one's branch in which nobody hosts or nobody moderates."""
    if not desk.staff.has("plan"):
        return []
    coming = _sessions(desk).filter(state__in=COMING, starts_at__lt=desk.now + LOOK_AHEAD)
    bare = coming.exclude(_somebody("host_session"), _somebody("moderate_session"))
    words = _("Nobody hosts it, or nobody moderates it")
    return [
        Need(SOON, "user-plus", words, _page(session), session.title)
        for session in bare.order_by("starts_at")[:MOST]
    ]


def _somebody(codename: str) -> Exists:
    return Exists(
        SessionUserPermission.objects.filter(
            content_object=OuterRef("pk"), permission__codename=codename
        )
    )


def to_prepare(desk: Desk) -> list[Need]:
    """Return the sessions of one's branch that begin within days and were not tried out."""
    if not desk.staff.has("plan"):
        return []
    untested = ~Q(stream_url="") & Q(stream_tested_at=None)
    close = _sessions(desk).filter(state__in=COMING, starts_at__lt=desk.now + CLOSE)
    rows = close.filter(untested | Q(rehearsed_at=None)).order_by("starts_at")[:MOST]
    return [Need(OPEN, "list-checks", _untried(row), _page(row), row.title) for row in rows]


def _untried(session: Session) -> str:
    if session.stream_url and not session.stream_tested_at:
        return _("The live stream was not tested yet")
    return _("It was not rehearsed yet")


def wishes(desk: Desk) -> list[Need]:
    """Return how many suggestions of the public wait for one's decision."""
    if not office.weighs_wishes(desk.staff):
        return []
    count = to_weigh(desk.staff.principal).filter(state=WishState.HELD).count()
    if not count:
        return []
    words = ngettext(
        "%(n)s suggestion from the public to review",
        "%(n)s suggestions from the public to review",
        count,
    )
    return [Need(OPEN, "lightbulb", words % {"n": count}, reverse("office_wishes"))]


def _sessions(desk: Desk) -> QuerySet[Session]:
    units = rules.units_where(desk.staff.principal, "plan")
    return Session.objects.filter(organisation__in=units, rehearsal=False)


def _page(session: Session) -> str:
    return reverse("office_session", args=[session.number])
