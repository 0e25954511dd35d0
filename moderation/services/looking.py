"""Looking at what was not published: those who answer may, and it is on record."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.principals import Principal
from dialogue.models import Question
from dialogue.states import State
from log.models import Event
from log.writing import append, lock
from moderation.events import DeclinedLookedAt
from sessions_app import rules
from sessions_app.models import Session

# The list on screen loads itself anew when it changes: that is one look.
ONE_LOOK = timedelta(minutes=15)


def note(session: Session, *, by: Principal, held: rules.Rights) -> Event | None:
    """Put on record that somebody looks at the declined questions of a session.

    Appends declined.looked_at to the desk, once in fifteen minutes for each person; nothing for
    moderators, whose work it is, and where nothing was declined.
    """
    if rules.may_moderate(held) or _looked_lately(session, by):
        return None
    with transaction.atomic():
        desk = lock(session.desk_id)[0]
        count = Question.objects.filter(session=session, state=State.DECLINED).count()
        # Two lists that load at once are one look.
        if not count or _looked_lately(session, by):
            return None
        return append(desk, DeclinedLookedAt(count=count), actor=by.key)


def _looked_lately(session: Session, by: Principal) -> bool:
    # Few events of a desk are about no question: they are found by the index on the number.
    looks = Event.objects.filter(
        stream_id=session.desk_id, number=None, kind=DeclinedLookedAt.kind, actor=by.key
    )
    return looks.filter(at__gt=timezone.now() - ONE_LOOK).exists()
