"""The cast of the public pages: a small tree of units, two leaders, sessions on purpose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Leader, Organisation, Tenure
from sessions_app.models import Session, Topic
from tests import cast


def tree() -> tuple[Organisation, Organisation]:
    """The unit that holds the cast's sessions, and a county's office below it."""
    top = cast.city()
    return top, Organisation.objects.get_or_create(name="云岭县教育局", parent=top)[0]


def leader(name: str = "陈立", **post: Any) -> Leader:
    """A leader who holds a post at the bureau."""
    found = Leader.objects.create(name=name, biography="在清江工作二十年。")
    fields = {"organisation": cast.city(), "post": "局长", "since": date(2024, 3, 1), **post}
    Tenure.objects.create(leader=found, **fields)
    return found


def coming(title: str, days: float = 5, **fields: Any) -> Session:
    """A session some days from now, with its page."""
    start = timezone.now() + timedelta(days=days)
    who, topic = fields.pop("leader", None), fields.pop("topic", "")
    state = fields.pop("state", "announced")
    session = cast.make_session(
        "draft", title=title, starts_at=start, ends_at=start + timedelta(hours=1), **fields
    )
    if who:
        session.guests.update(leader=who)
    if topic:
        session.topics.add(Topic.objects.get(code=topic))
    cast.bring_to(session, state)
    return session
