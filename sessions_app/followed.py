"""What one person follows, and the sessions that come of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from sessions_app import queries
from sessions_app.models import Follow, Guest, Session


def rows(user: User) -> QuerySet[Follow]:
    """Return everything somebody follows, latest first, with its names."""
    return (
        Follow.objects.filter(user=user)
        .select_related("session__organisation", "leader", "organisation", "topic")
        .order_by("-pk")
    )


def sessions(user: User) -> QuerySet[Session]:
    """Return the public sessions that somebody follows, or that what they follow leads to."""
    own = Follow.objects.filter(user=user)
    leaders = Guest.objects.filter(
        session=OuterRef("pk"), leader__in=own.exclude(leader=None).values("leader")
    )
    topics = Session.topics.through.objects.filter(
        session=OuterRef("pk"), topic__in=own.exclude(topic=None).values("topic")
    )
    return (
        queries.public_sessions()
        .filter(
            Q(pk__in=own.exclude(session=None).values("session"))
            | Exists(leaders)
            | Exists(topics)
            | _in_branches(own)
        )
        .prefetch_related("topics")
    )


def _in_branches(own: QuerySet[Follow]) -> Q:
    """Those held by the units one follows, and by the units below them."""
    paths = own.exclude(organisation=None).values_list("organisation__path", flat=True)
    within = Q(pk__in=[])
    tops: list[str] = []
    for path in sorted(paths):
        # A unit below one that is followed already adds nothing.
        if not (tops and path.startswith(tops[-1])):
            tops.append(path)
            within |= Q(organisation__path__startswith=path)
    return within
