"""Those who plan: Iris for the city, Jun for the other city; Kun, the auditor; Lan, the system."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Duty, Leader, Organisation, Tenure, User
from accounts.principals import Principal
from log.models import Event
from sessions_app.models import Session
from sessions_app.services import drafting
from tests import cast


def other_city() -> Organisation:
    """A unit of another branch."""
    return Organisation.objects.get_or_create(name="临湖市水务局", parent=None)[0]


def below() -> Organisation:
    """A unit below the cast's city."""
    return Organisation.objects.get_or_create(name="公交管理处", parent=cast.city())[0]


def _with_right(username: str, unit: Organisation) -> User:
    user = cast.person(username)
    assign_perm("accounts.plan_sessions", user, unit)
    return user


def planner() -> User:
    """Iris, who plans the sessions of the cast's city and of all below it."""
    return _with_right("iris", cast.city())


def stranger() -> User:
    """Jun, who plans elsewhere."""
    return _with_right("jun", other_city())


def _on_duty(username: str, duty: Duty) -> User:
    user = cast.person(username)
    user.duty = duty
    user.save(update_fields=["duty"])
    return user


def auditor() -> User:
    """Kun, who reads everything and changes nothing."""
    return _on_duty("kun", Duty.AUDIT)


def operator() -> User:
    """Lan, who keeps the platform's settings."""
    return _on_duty("lan", Duty.SYSTEM)


def by(user: User | None = None) -> Principal:
    """Iris, or whoever, as the one who acts."""
    return cast.who(user or planner())


def client(user: User | None = None) -> Client:
    """A browser of Iris, or whoever, in English."""
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(user or planner())
    return browser


def in_days(days: float, hour: int = 15) -> datetime:
    """That many days from now, at a full hour of the platform's day."""
    day = timezone.localtime(timezone.now() + timedelta(days=days))
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def typed(moment: datetime) -> str:
    """A moment as a browser's calendar sends it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def draft(**plan: Any) -> Session:
    """A draft of the cast's city that starts in ten days."""
    starts = plan.pop("starts_at", in_days(10))
    given: Any = {
        "title": "让出行更顺畅",
        "organisation": cast.city(),
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        **plan,
    }
    return drafting.draft(given, by=by())


def form(**sent: Any) -> dict[str, Any]:
    """What the planning form sends, filled in as far as it must be."""
    return {
        "unit_words": cast.city().name,
        "title": "让出行更顺畅",
        "starts_at": typed(in_days(10)),
        "ends_at": typed(in_days(10, 16)),
        "grace_minutes": "30",
        "asking": "signed_in",
        "max_length": "500",
        "per_person": "10",
        "slow_seconds": "0",
        "promise_minutes": "10",
        **sent,
    }


def in_office(name: str = "陈立", post: str = "市交通运输局局长", **more: Any) -> Tenure:
    """A leader who holds a post."""
    leader = Leader.objects.create(name=name, user=more.pop("user", None))
    unit = more.pop("organisation", None) or cast.city()
    return Tenure.objects.create(leader=leader, organisation=unit, post=post, **more)


def told(session: Session) -> list[str]:
    """The kinds of events on a session's public stream."""
    rows = Event.objects.filter(stream_id=session.public_id).order_by("seq")
    return list(rows.values_list("kind", flat=True))


def recorded() -> list[dict[str, Any]]:
    """The administrative acts, oldest first."""
    rows = Event.objects.filter(kind="platform.administered").order_by("seq")
    return [row.data for row in rows if row.data is not None]


def acts() -> list[str]:
    """The names of the administrative acts that are not about rights."""
    return [act["act"] for act in recorded() if not act["act"].startswith("right.")]
