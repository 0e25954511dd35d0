"""The topics that sessions, followers and suggestions choose from; none is ever deleted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from accounts import rules
from accounts.principals import Principal
from accounts.services import audit
from sessions_app.models import Topic

FIELDS = ["name", "name_en", "active"]


def create(*, name: str, name_en: str, by: Principal) -> Topic:
    """Add a topic at the end. Records topic.created."""
    _demand(by)
    with transaction.atomic():
        last = Topic.objects.aggregate(place=Max("place"), pk=Max("pk"))
        code = slugify(name_en)[:24].strip("-") or "topic"
        if Topic.objects.filter(code=code).exists():
            code = f"{code}-{(last['pk'] or 0) + 1}"
        place = (last["place"] or 0) + 1
        topic = Topic.objects.create(code=code, name=name, name_en=name_en, place=place)
        audit.record("topic.created", topic, by=by, changes={"name": ("", name)})
    return topic


def change(topic: Topic, *, name: str, name_en: str, active: bool, by: Principal) -> None:
    """Rename a topic, take it out of use or back. Records topic.changed.

    Sessions keep it; those announced earlier keep the name it had then in their record.
    """
    _demand(by)
    with transaction.atomic():
        before = Topic.objects.select_for_update().get(pk=topic.pk)
        topic.name, topic.name_en, topic.active = name, name_en, active
        changes = audit.differences(before, topic, FIELDS)
        if changes:
            topic.save(update_fields=FIELDS)
            audit.record("topic.changed", topic, by=by, changes=changes)


def move(topic: Topic, *, up: bool, by: Principal) -> None:
    """Let a topic change places with the one before, or after. Records topic.changed."""
    _demand(by)
    with transaction.atomic():
        order = list(Topic.objects.select_for_update())
        here = order.index(topic)
        there = here + (-1 if up else 1)
        if not 0 <= there < len(order):
            return
        order[here], order[there] = order[there], order[here]
        for place, each in enumerate(order, 1):
            each.place = place
        Topic.objects.bulk_update(order, ["place"])
        audit.record("topic.changed", topic, by=by, changes={"place": (here + 1, there + 1)})


def _demand(by: Principal) -> None:
    rules.demand(by.kind == "system" or rules.may_run_platform(rules.duty_of(by)))
