"""Behind the door: what is sent beside a request, what is tidied, and how fast people are found."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import clock, outgoing, reach
from accounts.models import User
from tests import doors
from tests.doors import EMAIL, OTHER_PHONE, PHONE, SECRET

letterbox = doors.letterbox


def test_a_page_does_not_wait_for_a_provider() -> None:
    may_end, ended = threading.Event(), threading.Event()

    def slow() -> None:
        may_end.wait(10)
        ended.set()

    outgoing.soon(slow, waits=True)
    assert not ended.is_set()
    may_end.set()
    assert ended.wait(10)


def test_what_could_not_be_sent_is_logged_without_what_it_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> None:
        raise OSError(f"no route to {EMAIL}")

    outgoing.soon(broken, waits=False)
    assert "A message to a person was not sent: OSError" in caplog.text
    assert EMAIL not in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("letterbox")
def test_sign_ups_that_nobody_finished_are_forgotten_after_a_day() -> None:
    doors.sign_up(doors.visitor(), pseudonym="枫林晚")
    alice = doors.member(phone=OTHER_PHONE)
    clock.tick(timezone.now() + timedelta(hours=23))
    assert User.objects.filter(phone=PHONE).exists()
    clock.tick(timezone.now() + timedelta(hours=25))
    assert not User.objects.filter(phone=PHONE).exists()
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("letterbox")
def test_who_has_not_finished_is_reached_by_nobody() -> None:
    doors.sign_up(doors.visitor())
    doors.sign_up(doors.visitor(), email=EMAIL, password1=SECRET)
    assert (reach.by_phone(PHONE), reach.by_email(EMAIL)) == (None, None)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there is the index asked for")
@pytest.mark.parametrize("field", ["username__iexact", "pseudonym__iexact", "email", "phone"])
def test_people_are_found_by_an_index(field: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = User.objects.filter(**{field: "alice"}).explain()
    assert "Seq Scan" not in plan
