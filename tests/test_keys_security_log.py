"""The security log: what is written there, what never is, and who may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Duty, SecurityEvent, User
from accounts.security import Happening
from accounts.services import revoke_tokens, security
from tests import cast

pytestmark = pytest.mark.django_db
PHONE = "+8613800138000"


def lines(kind: Happening) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(kind=kind).order_by("pk"))


def with_duty(name: str, duty: Duty) -> User:
    user = cast.person(name)
    User.objects.filter(pk=user.pk).update(duty=duty)
    user.refresh_from_db()
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def try_to_sign_in(name: str, password: str) -> Any:
    return Client().post(
        "/sign-in/",
        {"username": name, "login": name, "password": password},
        HTTP_USER_AGENT="Mozilla/5.0 Firefox/133.0",
        REMOTE_ADDR="203.0.113.9",
    )


def test_a_failed_sign_in_is_on_record_with_person_address_and_program() -> None:
    alice = cast.person("alice")
    try_to_sign_in("alice", "wrong-" + cast.PASSWORD)
    [line] = lines(Happening.SIGN_IN)
    assert (line.user, line.succeeded, line.ip) == (alice, False, "203.0.113.9")
    assert line.agent == "Mozilla/5.0 Firefox/133.0"


def test_a_sign_in_to_no_account_names_nobody_and_says_nothing_in_clear() -> None:
    try_to_sign_in("13800138000", "the-secret-pass-phrase")
    [line] = lines(Happening.SIGN_IN)
    assert line.user is None
    everything = f"{line.detail} {line.agent} {line.kind}"
    assert "13800138000" not in everything
    assert "the-secret-pass-phrase" not in everything


def test_a_fingerprint_is_the_same_for_the_same_words_and_needs_the_secret_key(
    settings: Any,
) -> None:
    first = security.fingerprint(" Alice@example.cn")
    assert first == security.fingerprint("alice@example.cn")
    settings.SECRET_KEY = "another key, which others do not know"
    assert security.fingerprint("alice@example.cn") != first


def test_signing_in_and_out_is_on_record() -> None:
    client = Client()
    client.force_login(cast.person("alice"))
    client.post("/sign-out/")
    assert [line.succeeded for line in lines(Happening.SIGN_IN)] == [True]
    assert len(lines(Happening.SIGN_OUT)) == 1


def test_the_end_of_tokens_is_on_record() -> None:
    alice = cast.person("alice")
    revoke_tokens(alice)
    assert [line.user for line in lines(Happening.TOKENS_REVOKED)] == [alice]


def test_what_a_browser_says_of_itself_cannot_break_the_log() -> None:
    token = security.agent.set("Evil\r\n2026-11-26 alice signed in\x1b[31m" + "x" * 400)
    line = security.record(Happening.SIGN_IN, user=cast.person("alice"))
    security.agent.reset(token)
    line.refresh_from_db()
    assert line.agent.isprintable()
    assert len(line.agent) == 200


def refused(statement: str, *values: Any) -> bool:
    says = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        says = str(error)
    return "append-only" in says


@pytest.mark.parametrize(
    "change",
    ["kind = 'x'", "ip = NULL", "detail = '{}'", "agent = 'x'", "user_id = 2", "id = 99"],
)
def test_the_database_refuses_to_change_a_line(change: str) -> None:
    line = security.record(Happening.SIGN_IN, user=cast.person("alice"), detail={"by": "password"})
    assert refused(f"UPDATE accounts_securityevent SET {change} WHERE id = %s", line.pk)


def test_a_line_survives_its_person_and_names_nobody_then() -> None:
    alice = cast.person("alice")
    line = security.record(Happening.SIGN_IN, user=alice)
    alice.delete()
    line.refresh_from_db()
    assert line.user is None


@pytest.mark.parametrize(("days", "goes"), [(0, False), (182, False), (184, True)])
def test_a_line_can_be_deleted_only_after_183_days(days: int, goes: bool) -> None:
    line = security.record(Happening.SIGN_OUT, user=cast.person("alice"))
    at = timezone.now() - timedelta(days=days)
    old = SecurityEvent(kind="sign_out", succeeded=True)
    old.pk = line.pk + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_securityevent (id, at, kind, succeeded, agent, detail)"
            " VALUES (%s, %s, 'sign_out', %s, '', '{}')",
            [old.pk, at, True],
        )
    assert refused("DELETE FROM accounts_securityevent WHERE id = %s", old.pk) is not goes


def test_a_line_cannot_be_replaced() -> None:
    line = security.record(Happening.SIGN_OUT, user=cast.person("alice"))
    if connection.vendor == "sqlite":
        assert refused(
            "INSERT OR REPLACE INTO accounts_securityevent"
            " (id, at, kind, succeeded, agent, detail) VALUES (%s, %s, 'x', 1, '', '{}')",
            line.pk,
            timezone.now(),
        )
    else:
        # Foreign keys are checked at the end, and what waits for that forbids to truncate.
        connection.check_constraints()
        assert refused("TRUNCATE accounts_securityevent CASCADE")


def test_nobody_signs_in_while_the_log_cannot_be_written() -> None:
    alice = cast.person("alice")
    client = Client(raise_request_exception=False)
    with transaction.atomic():  # a savepoint: what is away comes back with its end
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_securityevent RENAME TO away")
        answer = client.post(
            "/sign-in/", {"username": "alice", "login": "alice", "password": cast.PASSWORD}
        )
        transaction.set_rollback(True)
    assert answer.status_code == 500
    assert client.get("/api/v1/me/token").json()["principal"] is None
    assert alice.security_events.count() == 0


# --- the page ----------------------------------------------------------------
PARTS = {"": 404, Duty.SYSTEM: 404, Duty.SECURITY: 200, Duty.AUDIT: 200}


@pytest.mark.parametrize("duty", PARTS)
def test_only_the_security_administrator_and_the_auditor_read_the_log(duty: str) -> None:
    cast.person("alice")
    try_to_sign_in("alice", "wrong")
    user = cast.person("zhao")
    User.objects.filter(pk=user.pk).update(duty=duty)
    answer = signed_in(user).get("/office/security/")
    assert answer.status_code == PARTS[duty]
    assert (b"203.0.113.9" in answer.content) is (PARTS[duty] == 200)


def test_strangers_are_asked_to_sign_in() -> None:
    answer: Any = Client().get("/office/security/")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/office/security/")


def shown(query: str) -> list[tuple[str, str]]:
    guard = with_duty("zhao", Duty.SECURITY)
    answer: Any = signed_in(guard).get(f"/office/security/?{query}")
    assert answer.status_code == 200
    return [(row.kind, row.user.username if row.user else "") for row in answer.context["rows"]]


def test_lines_are_found_by_person_kind_outcome_and_day() -> None:
    alice, bob = cast.person("alice"), cast.person("bob")
    security.record(Happening.SIGN_IN, user=alice)
    security.record(Happening.SIGN_IN, user=bob, succeeded=False)
    security.record(Happening.FACTOR_ADDED, user=bob)
    today = timezone.localdate()
    assert shown("person=alice") == [("sign_in", "alice")]
    assert shown("person=bob") == [("factor_added", "bob"), ("sign_in", "bob")]
    assert shown("kind=factor_added") == [("factor_added", "bob")]
    assert shown("outcome=failed") == [("sign_in", "bob")]
    assert shown(f"person=bob&since={today}&until={today}&outcome=ok") == [("factor_added", "bob")]
    assert shown(f"until={today - timedelta(days=1)}") == []


def test_a_name_that_nobody_has_is_an_error_beside_the_field(in_english: None) -> None:
    guard = with_duty("zhao", Duty.SECURITY)
    answer = signed_in(guard).get("/office/security/?person=nobody", HTTP_ACCEPT_LANGUAGE="en")
    assert b"Nobody has this user name or public name." in answer.content
    assert b'value="nobody"' in answer.content


@pytest.mark.parametrize("query", ["before=x", "before=999999999999999999999", "since=yesterday",
                                   "kind=%00", "person=%00", "outcome=maybe"])  # fmt: skip
def test_nonsense_in_the_address_is_no_trouble(query: str) -> None:
    guard = with_duty("zhao", Duty.SECURITY)
    assert signed_in(guard).get(f"/office/security/?{query}").status_code == 200


def test_every_line_is_on_exactly_one_page() -> None:
    alice = cast.person("alice")
    made = [security.record(Happening.CODE_SENT, user=alice).pk for _n in range(120)]
    client = signed_in(with_duty("zhao", Duty.SECURITY))
    seen: list[int] = []
    query = "kind=code_sent"
    while query:
        answer: Any = client.get(f"/office/security/?{query}")
        seen += [row.pk for row in answer.context["rows"]]
        query = answer.context["older"]
    assert seen == made[::-1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_three_lines_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(with_duty("zhao", Duty.SECURITY))
    for name in ("alice", "bob", "charlie")[:rows]:
        security.record(Happening.CODE_SENT, user=cast.person(name))
    with django_assert_num_queries(4):
        client.get("/office/security/?kind=code_sent")


def test_the_audit_and_the_log_tell_of_refused_pages() -> None:
    alice = cast.person("alice")
    signed_in(alice).get("/office/security/?outcome=failed")
    [line] = lines(Happening.REFUSED)
    assert (line.user, line.succeeded) == (alice, False)
    assert line.detail == {"path": "/office/security/", "method": "GET"}
