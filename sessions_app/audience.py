"""Whom something concerns: found by the database, whatever the crowd."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from sessions_app.models import Follow, Matter, Session, Telling, WishVote


def concerning(session: Session) -> Q:
    """Return the condition for follows that lead to a session.

    Its own; those of its leaders and topics; those of its unit and of the units above it.
    """
    leaders = session.guests.exclude(leader=None).values_list("leader", flat=True)
    return (
        Q(session=session)
        | Q(leader__in=list(leaders))
        | Q(organisation__in=session.organisation.lineage)
        | Q(topic__in=list(session.topics.values_list("pk", flat=True)))
    )


def followers(session: Session, after: int = 0) -> QuerySet[User]:
    """Return who wants to hear of a session: nobody who muted it, or all that leads to it.

    Of those whose id is greater than `after`: said of the follows too, so that the last batch
    of a crowd costs what the first one did.
    """
    loud = Follow.objects.filter(concerning(session), muted=False, user_id__gt=after)
    muted = Follow.objects.filter(session=session, muted=True, user=OuterRef("pk"))
    return User.objects.filter(~Exists(muted), pk__in=loud.values("user"), pk__gt=after)


def of(telling: Telling) -> QuerySet[User]:
    """Return who is still to be told this; of reminders, those who chose this one."""
    if telling.matter == Matter.PLANNED:
        voters = WishVote.objects.filter(wish=telling.wish_id).values("user")
        authors = User.objects.filter(wishes=telling.wish_id).values("pk")
        either = Q(pk__in=voters) | Q(pk__in=authors)
        return User.objects.filter(either, pk__gt=telling.last_user)
    crowd = followers(telling.session, telling.last_user)
    match telling.matter:
        case Matter.TOMORROW:
            return crowd.filter(remind_day_before=True)
        case Matter.SOON:
            return crowd.filter(remind_hour_before=True)
    return crowd
