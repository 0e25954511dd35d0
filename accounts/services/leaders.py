"""Changing leaders and the posts they hold: by who keeps the unit, each act on record.

A post is ended, never deleted: former posts stay on the leader's page.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.core.files.base import ContentFile
from django.db import transaction

from accounts import rules
from accounts.events import ActName
from accounts.models import Leader, Organisation, Tenure, User
from accounts.principals import Principal
from accounts.services import audit, organisations
from log.codes import Refused

POST_FIELDS = ["post", "since", "until", "spokesperson", "place"]


class Person(TypedDict):
    """What is told of a leader. No portrait leaves the one there is."""

    name: str
    biography: str
    user: User | None
    portrait: ContentFile[bytes] | None


class Post(TypedDict):
    """What is told of a post held; `until` is the day it ended, if it has."""

    post: str
    since: date | None
    until: date | None
    spokesperson: bool
    place: int


def create(person: Person, *, unit: Organisation, by: Principal, **post: Unpack[Post]) -> Leader:
    """Add a leader with the first post. Appends leader.created and tenure.created.

    Raises Refused: not_yours, unit_closed, account_taken, ends_too_early.
    """
    with transaction.atomic():
        leader = Leader()
        told = _put(leader, person)
        leader.save()
        tenure = _appointed(leader, unit, post, by)
        audit.record("leader.created", leader, by=by, changes=told, unit=unit)
        _tell_created(tenure, by)
    return leader


def change(leader: Leader, person: Person, *, by: Principal) -> Leader:
    """Change what is told of a leader. Appends leader.changed where anything differs.

    Raises Refused: not_yours, account_taken.
    """
    with transaction.atomic():
        leader = locked(leader)
        unit = demand_keeper(leader, by)
        told = _put(leader, person)
        if told:
            leader.save()
            audit.record("leader.changed", leader, by=by, changes=told, unit=unit)
    return leader


def remove_portrait(leader: Leader, *, by: Principal) -> None:
    """Take the portrait away. Appends leader.changed."""
    with transaction.atomic():
        leader = locked(leader)
        unit = demand_keeper(leader, by)
        if not leader.portrait:
            return
        told = {"portrait": (leader.portrait.name, "")}
        leader.portrait = ""
        leader.save(update_fields=["portrait"])
        audit.record("leader.changed", leader, by=by, changes=told, unit=unit)


def appoint(leader: Leader, *, unit: Organisation, by: Principal, **post: Unpack[Post]) -> Tenure:
    """Give a leader a post in a unit. Appends tenure.created.

    Raises Refused: not_yours, unit_closed, ends_too_early.
    """
    with transaction.atomic():
        tenure = _appointed(locked(leader), unit, post, by)
        _tell_created(tenure, by)
    return tenure


def change_post(tenure: Tenure, *, by: Principal, **post: Unpack[Post]) -> Tenure:
    """Change what is told of a post. Appends tenure.changed where anything differs, or
    tenure.ended where it ended by this. Raises Refused: not_yours, ends_too_early.
    """
    with transaction.atomic():
        before, after = _held(tenure), _held(tenure)
        rules.demand_keeper(by, after.organisation)
        _demand_order(post["since"], post["until"])
        _fill(after, post)
        told = audit.differences(before, after, POST_FIELDS)
        if told:
            after.save()
            ended = before.until is None and after.until is not None
            act: ActName = "tenure.ended" if ended else "tenure.changed"
            audit.record(act, after.leader, by=by, changes=told, unit=after.organisation)
    return after


def move(tenure: Tenure, *, unit: Organisation, post: str, on: date, by: Principal) -> Tenure:
    """Let a leader leave a post for another on a day: one act. Appends tenure.moved.

    Takes the right in both units. Raises Refused: not_yours, unit_closed, ends_too_early.
    """
    with transaction.atomic():
        old = _held(tenure)
        rules.demand_keeper(by, old.organisation)
        _demand_order(old.since, on)
        old.until = on
        old.save(update_fields=["until"])
        following = Post(post=post, since=on, until=None, spokesperson=False, place=old.place)
        new = _appointed(old.leader, unit, following, by)
        told = {"unit": (old.organisation, unit), "post": (old.post, post), "on": ("", on)}
        audit.record("tenure.moved", old.leader, by=by, changes=told, unit=unit)
    return new


def keeps(leader: Leader, by: Principal) -> Organisation | None:
    """Return a unit by which somebody keeps a leader: where they are in office, or were last."""
    held = list(leader.tenures.select_related("organisation"))
    current = [each for each in held if not each.is_former] or held
    mine = rules.kept_units(by).filter(pk__in=[each.organisation_id for each in current])
    return mine.first()


def demand_keeper(leader: Leader, by: Principal) -> Organisation:
    """Return the unit by which somebody keeps a leader. Raises Refused("not_yours")."""
    unit = keeps(leader, by)
    if unit is None:
        raise Refused("not_yours")
    return unit


def locked(leader: Leader) -> Leader:
    """Return the leader as they stand now, held until the end of the transaction."""
    return Leader.objects.select_for_update().get(pk=leader.pk)


def _held(tenure: Tenure) -> Tenure:
    rows = Tenure.objects.select_for_update(of=("self",))
    return rows.select_related("leader", "organisation").get(pk=tenure.pk)


def _appointed(leader: Leader, unit: Organisation, post: Post, by: Principal) -> Tenure:
    unit = organisations.locked(unit)
    rules.demand_keeper(by, unit)
    if not unit.active:
        raise Refused("unit_closed")
    _demand_order(post["since"], post["until"])
    tenure = Tenure(leader=leader, organisation=unit)
    _fill(tenure, post)
    tenure.save()
    return tenure


def _tell_created(tenure: Tenure, by: Principal) -> None:
    told = audit.differences(Tenure(place=0), tenure, POST_FIELDS)
    audit.record("tenure.created", tenure.leader, by=by, changes=told, unit=tenure.organisation)


def _demand_order(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise Refused("ends_too_early")


def _fill(tenure: Tenure, post: Post) -> None:
    tenure.post, tenure.since, tenure.until = post["post"], post["since"], post["until"]
    tenure.spokesperson, tenure.place = post["spokesperson"], post["place"]


def _put(leader: Leader, person: Person) -> dict[str, tuple[object, object]]:
    """Fill a leader and return {field: (before, after)} of what differs."""
    user = person["user"]
    if user and Leader.objects.filter(user=user).exclude(pk=leader.pk or 0).exists():
        raise Refused("account_taken")
    before = {"name": leader.name, "biography": leader.biography, "account": leader.user}
    leader.name, leader.biography, leader.user = person["name"], person["biography"], user
    after = {"name": leader.name, "biography": leader.biography, "account": user}
    told: dict[str, tuple[object, object]] = {
        name: (was, after[name]) for name, was in before.items() if was != after[name]
    }
    if person["portrait"] is not None:
        told["portrait"] = (leader.portrait.name, person["portrait"].name)
        leader.portrait.save(str(person["portrait"].name), person["portrait"], save=False)
    return told
