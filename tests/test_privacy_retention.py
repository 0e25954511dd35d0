"""What is kept for how long: one registry, complete, shown to everybody, and enforced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session as Browser
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts import retention, retention_clock
from accounts.fields import SealedKey, SealedText
from accounts.models import (
    Consent,
    Look,
    Message,
    RetentionPeriod,
    SecurityEvent,
    User,
)
from accounts.services.retention import keep_for
from dialogue import acts, figures
from dialogue.models import Ballot, Opinion, Poll, PollOption, Question, Support
from dialogue.services import closing
from log.models import Event
from tests import cast, faces

pytestmark = pytest.mark.django_db
# Columns in which a principal's key stands.
KEYS = {"actor", "author", "principal", "by"}
EN = {"accept-language": "en"}


def is_about_people(field: Any) -> bool:
    points = getattr(field, "related_model", None) is User and not field.auto_created
    return points or isinstance(field, SealedText | SealedKey) or field.name in KEYS


def tables_about_people() -> set[str]:
    models_ = apps.get_models(include_auto_created=True)
    # A group's permissions point at people by the way back only.
    return {
        model._meta.label
        for model in models_
        if any(is_about_people(field) for field in model._meta.get_fields())
        and model._meta.label not in {"auth.Group", "auth.Permission"}
    }


def admin() -> User:
    person = cast.person("sys")
    User.objects.filter(pk=person.pk).update(duty="system")
    return person


def aged(row: models.Model, field: str, days: int) -> None:
    then = timezone.now() - timedelta(days=days)
    type(row)._default_manager.filter(pk=row.pk).update(**{field: then})


def test_every_table_that_holds_something_about_people_is_registered() -> None:
    registered = {table for kind in retention.kinds().values() for table in kind.tables}
    assert tables_about_people() - registered == set()
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert registered - known == set()


def test_what_has_a_period_respects_its_floor_and_security_logs_six_months() -> None:
    for kind in retention.kinds().values():
        assert (kind.sweep is None) == (kind.days == 0), kind.name
        assert not kind.sweep or kind.days >= kind.floor, kind.name
    assert retention.kinds()["security"].floor == 183


def test_everybody_can_read_what_is_kept() -> None:
    RetentionPeriod.objects.create(kind="messages", days=77)
    page = Client().get("/privacy/data/", headers=EN)
    words = page.content.decode()
    for kind in retention.kinds().values():
        assert f'id="{kind.name}"' in words
    assert "77 days" in words
    assert "a log from which something can be removed proves nothing" in words


def test_only_the_system_administrator_changes_a_period_and_it_is_on_record() -> None:
    by = cast.who(admin())
    keep_for("messages", 60, by=by)
    keep_for("messages", 60, by=by)
    assert retention.periods()["messages"] == 60
    [event] = Event.objects.filter(data__act="retention.changed")
    assert event.data is not None
    assert event.data["changes"] == [{"field": "messages", "before": "90", "after": "60"}]
    refused = cast.refusal(lambda: keep_for("messages", 61, by=cast.moderator()))
    assert refused == "not_allowed"


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [
        ("security", 182, "too_short_a_time"),
        ("maintenance", 182, "too_short_a_time"),
        ("messages", 0, "too_short_a_time"),
        ("messages", -5, "too_short_a_time"),
        ("messages", 40_000, "too_long_a_time"),
        ("questions", 10, "not_found"),
        ("anything", 10, "not_found"),
    ],
)
def test_floors_hold(name: str, days: int, code: str) -> None:
    by = cast.who(admin())
    assert cast.refusal(lambda: keep_for(name, days, by=by)) == code
    assert not RetentionPeriod.objects.exists()


def test_a_row_below_the_floor_counts_for_nothing() -> None:
    RetentionPeriod.objects.create(kind="security", days=1)
    assert retention.periods()["security"] == 183


def test_the_office_page_keeps_what_was_typed_beside_its_error() -> None:
    client = Client()
    client.force_login(admin())
    assert client.get("/office/retention/", headers=EN).status_code == 200
    page = client.post("/office/retention/", {"kind": "security", "days": "10"}, headers=EN)
    assert page.status_code == 422
    assert 'value="10"' in page.content.decode()
    assert "at least 183 days" in page.content.decode()
    page = client.post("/office/retention/", {"kind": "security", "days": "bald"}, headers=EN)
    assert "Please write a number." in page.content.decode()
    done = client.post("/office/retention/", {"kind": "security", "days": "200"})
    assert done["Location"] == "/office/retention/"
    assert retention.periods()["security"] == 200


def test_the_auditor_reads_the_periods_and_changes_none() -> None:
    person = cast.person("aud")
    User.objects.filter(pk=person.pk).update(duty="audit")
    client = Client()
    client.force_login(person)
    assert client.get("/office/retention/").status_code == 200
    assert client.post("/office/retention/", {"kind": "security", "days": "200"}).status_code == 403
    assert not RetentionPeriod.objects.exists()


def two_of_each() -> None:
    """Of every kind that has a period, one row past it and one that is young."""
    person, now = cast.person("alice"), timezone.now()
    for n, old in enumerate((True, False)):
        look = Look.objects.create(user=person, unit="x", why="reply", whole=False)
        consent = Consent.objects.create(user=person, document="terms", version=f"v{n}")
        message = Message.objects.create(
            user=person, channel="email", key=f"k{n}", title="t", body="b", next_try_at=now
        )
        sign_in = UserSession.objects.create(user=person, ip="::1", session_key=f"s{n}")
        expires = now + timedelta(days=-1 if old else 1)
        Browser.objects.create(session_key=f"b{n}", session_data="", expire_date=expires)
        aged(look, "at", 1100 if old else 1000)
        aged(consent, "withdrawn_at", 1100 if old else 1000)
        aged(message, "sent_at", 100 if old else 80)
        aged(sign_in, "last_seen_at", 40 if old else 20)


def test_a_round_deletes_what_is_past_its_period_and_nothing_else() -> None:
    two_of_each()
    waiting = Message.objects.create(
        user=cast.person("alice"),
        channel="sms",
        key="waits",
        title="t",
        body="b",
        next_try_at=timezone.now(),
    )
    aged(waiting, "created_at", 500)
    stands = Consent.objects.create(user=cast.person("alice"), document="privacy", version="1")
    aged(stands, "at", 5000)
    gone = retention_clock.go_round(timezone.now())
    told = {name: n for name, n in gone.items() if n}
    assert told == {"looks": 1, "consents": 1, "messages": 1, "sign_ins": 1}
    assert sorted(Message.objects.values_list("key", flat=True)) == ["k1", "waits"]
    assert sorted(Consent.objects.values_list("version", flat=True)) == ["1", "v1"]
    assert Browser.objects.values_list("session_key", flat=True).get() == "b1"
    # As often as one likes.
    assert not any(retention_clock.go_round(timezone.now()).values())


def test_the_security_log_is_kept_a_year_and_then_goes() -> None:
    now = timezone.now()
    event = SecurityEvent.objects.create(kind="sign_in", succeeded=True)
    assert retention_clock.go_round(now + timedelta(days=364))["security"] == 0
    assert SecurityEvent.objects.filter(pk=event.pk).exists()
    assert retention.kinds()["security"].days == 365


def test_what_guests_supported_chose_and_thought_is_forgotten_and_the_counts_stay() -> None:
    session = cast.make_session("live")
    question = cast.answered(session)
    seq = question.answers.get().seq
    poll = faces.open_poll(session)
    for by in (cast.guest(), cast.neighbour()):
        cast.do(session, acts.Support(ref=cast.ref(), number=question.number), by)
        cast.do(session, acts.Vote(ref=cast.ref(), poll=poll, choices=[1]), by)
        cast.do(session, acts.Rate(ref=cast.ref(), seq=seq, stars=5), by)
    closing.end_session(session, by=cast.host())
    assert retention_clock.go_round(timezone.now())["guests"] == 0
    later = timezone.now() + timedelta(days=181)
    sweep = retention.kinds()["guests"].sweep
    assert sweep is not None
    # A batch is one, whichever tables it is taken from.
    assert [sweep(later - timedelta(days=180), most) for most in (2, 2)] == [2, 1]
    for table in (Support, Ballot, Opinion):
        assert table._default_manager.get().principal == cast.neighbour().key
    assert Question.objects.get().guest_supports == 1
    assert (Poll.objects.get().guest_voters, PollOption.objects.get(place=1).votes) == (1, 2)
    assert figures.opinion_totals(session.pk) == {seq: [0, 0, 0, 10, 2]}


def test_a_large_backlog_goes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention_clock, "BATCH", 2)
    monkeypatch.setattr(retention_clock, "BATCHES", 2)
    for n in range(5):
        row = Consent.objects.create(user=cast.person("alice"), document="terms", version=str(n))
        aged(row, "withdrawn_at", 1100)
    assert retention_clock.go_round(timezone.now())["consents"] == 4
    assert retention_clock.go_round(timezone.now())["consents"] == 1


def test_the_clock_goes_round_once_an_hour() -> None:
    cache.delete(retention_clock.ROUND)
    two_of_each()
    retention_clock.tick(timezone.now())
    assert Look.objects.count() == 1
    two = Look.objects.create(user=cast.person("alice"), unit="x", why="reply", whole=False)
    aged(two, "at", 1100)
    retention_clock.tick(timezone.now())
    assert Look.objects.count() == 2
    cache.delete(retention_clock.ROUND)
    retention_clock.tick(timezone.now())
    assert Look.objects.count() == 1


def test_a_kind_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    two_of_each()

    def broken(before: Any, most: int) -> int:
        raise RuntimeError("no")

    kinds = dict(retention.kinds())
    kinds["looks"] = replace(kinds["looks"], sweep=broken)
    monkeypatch.setattr(retention, "kinds", lambda: kinds)
    gone = retention_clock.go_round(timezone.now())
    assert (gone.get("looks"), gone["consents"]) == (None, 1)
    assert "could not be deleted: looks" in caplog.text
