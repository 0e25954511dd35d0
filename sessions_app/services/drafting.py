"""Drafts: writing one, changing what is planned, taking an earlier session as a pattern.

Whoever plans needs the right in the unit; to move a session to another unit, in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import F

from accounts import rules
from accounts.models import Duty, Organisation
from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from log.writing import lock
from sessions_app.models import Document, Guest, Session, SessionUserPermission, Topic
from sessions_app.services import lifecycle, planning
from sessions_app.services.planning import GuestDetails
from sessions_app.states import CHANGEABLE, State


class Plan(TypedDict, total=False):
    """What is planned about a session; what is left out stays as it is."""

    title: str
    summary: str
    organisation: Organisation
    starts_at: datetime
    ends_at: datetime
    announce_at: datetime | None
    collect_from: datetime | None
    opens_by_clock: bool
    grace_minutes: int
    asking: str
    guests_may_support: bool
    max_length: int
    per_person: int
    slow_seconds: int
    promise_minutes: int
    live_text: bool
    stream_url: str


# Another session of the same kind has these in common with its pattern.
COPIED = (
    *("summary", "organisation", "opens_by_clock", "grace_minutes", "asking"),
    *("guests_may_support", "max_length", "per_person", "slow_seconds", "promise_minutes"),
    *("live_text", "poster", "stream_url"),
)
# Once it is public its times move by postponing, of which everybody is told.
TIMES = frozenset({"starts_at", "ends_at", "announce_at"})


def draft(
    plan: Plan,
    *,
    topics: Iterable[Topic] = (),
    guests: Sequence[GuestDetails] = (),
    by: Principal,
) -> Session:
    """Write a new draft. Records session.created.

    Raises Refused: "not_allowed" in a foreign unit, "unit_closed" in a dissolved one.
    """
    demand_planner(by, plan["organisation"])
    _demand_active(plan["organisation"])
    with transaction.atomic():
        session = planning.create(**plan, guests=guests, created_by_id=by.user_id)
        session.topics.set(topics)
        audit.record("session.created", session, by=by, unit=session.organisation)
    return session


def change(
    session: Session, plan: Plan, *, topics: Sequence[Topic], version: int, by: Principal
) -> None:
    """Change what is planned; where it is public its page follows. Records session.changed.

    Raises Refused: "session_changed" if it is not as it was at `version`, "illegal_step" once
    it is over, "not_allowed" where either unit is foreign, "unit_closed" where the new one is
    dissolved. Appends session.detailed.
    """
    with transaction.atomic():
        lock(session.public_id)
        before = Session.objects.select_related("organisation").get(pk=session.pk)
        demand_planner(by, before.organisation, plan.get("organisation"))
        if before.state not in CHANGEABLE:
            raise Refused("illegal_step")
        if before.version != version:
            raise Refused("session_changed")
        new = _changed(before, plan)
        if "organisation" in new:
            _demand_active(new["organisation"])
        told = {name: (getattr(before, name), value) for name, value in new.items()}
        told |= _topics_changed(before, topics)
        if told:
            _save(session, new, topics, by)
            audit.record("session.changed", session, by=by, changes=told, unit=session.organisation)


def _changed(before: Session, plan: Plan) -> dict[str, Any]:
    fixed = frozenset() if before.state == State.DRAFT else TIMES
    planned: Mapping[str, Any] = plan
    new = {
        name: value
        for name, value in planned.items()
        if name not in fixed and getattr(before, name) != value
    }
    # What was tested was another stream.
    return new | ({"stream_tested_at": None} if "stream_url" in new else {})


def _topics_changed(before: Session, topics: Sequence[Topic]) -> dict[str, tuple[str, str]]:
    was, will = (sorted(topic.name for topic in some) for some in (before.topics.all(), topics))
    return {} if was == will else {"topics": ("、".join(was), "、".join(will))}


def _save(session: Session, new: dict[str, Any], topics: Sequence[Topic], by: Principal) -> None:
    Session.objects.filter(pk=session.pk).update(**new)
    session.topics.set(topics)
    session.refresh_from_db()
    tell_change(session, by)


def tell_change(session: Session, by: Principal) -> None:
    """Count a change that was just made; where the session is public, tell it on its stream."""
    if session.state == State.DRAFT:
        Session.objects.filter(pk=session.pk).update(version=F("version") + 1)
        session.refresh_from_db(fields=["version"])
    else:
        lifecycle.change_details(session, by=by)


def clone(
    source: Session, *, title: str, starts_at: datetime, ends_at: datetime, by: Principal
) -> Session:
    """Return a new draft like `source`: guests, roles, rules, topics, documents; its own times.

    Questions before the start begin as long before it as they did there. Records session.cloned.
    Raises Refused: "not_allowed" in a foreign unit, "unit_closed" in a dissolved one.
    """
    demand_planner(by, source.organisation)
    _demand_active(source.organisation)
    lead = source.collect_from and source.starts_at - source.collect_from
    with transaction.atomic():
        session = planning.create(
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            collect_from=starts_at - lead if lead else None,
            created_by_id=by.user_id,
            **{name: getattr(source, name) for name in COPIED},
        )
        session.topics.set(source.topics.all())
        _copy_what_belongs(source, session)
        pattern = {"number": (source.number, session.number)}
        unit = session.organisation
        audit.record("session.cloned", session, by=by, changes=pattern, unit=unit)
    return session


def _copy_what_belongs(source: Session, session: Session) -> None:
    """Copy guests, roles and documents. A draft has no room yet, so nobody's sockets mind."""
    Guest.objects.bulk_create(
        Guest(
            session=session,
            key=f"l{place}",
            place=place,
            name=guest.name,
            post=guest.post,
            user_id=guest.user_id,
            leader_id=guest.leader_id,
        )
        for place, guest in enumerate(source.guests.all(), 1)
    )
    SessionUserPermission.objects.bulk_create(
        SessionUserPermission(
            content_object=session, user_id=held.user_id, permission_id=held.permission_id
        )
        for held in SessionUserPermission.objects.filter(
            content_object=source, user__is_active=True
        ).exclude(user__duty=Duty.AUDIT)
    )
    Document.objects.bulk_create(
        Document(session=session, title=d.title, file=d.file, link=d.link, place=d.place)
        for d in source.documents.all()
    )


def _demand_active(unit: Organisation) -> None:
    """Raise Refused("unit_closed") for a dissolved unit: it keeps what it has, and gets no more."""
    if not unit.active:
        raise Refused("unit_closed")


def demand_planner(by: Principal, *units: Organisation | None) -> None:
    """Raise Refused("not_allowed") unless `by` plans in each of the units, or is the system."""
    if by.kind != "system":
        for unit in filter(None, units):
            rules.demand(rules.may_plan(rules.rights_in(by, unit)))
