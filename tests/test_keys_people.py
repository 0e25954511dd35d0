"""Guarding accounts: finding people, locking, unlocking, taking second factors away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from guardian.shortcuts import assign_perm
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import Duty, Message, SecurityEvent, User
from accounts.principals import Principal
from accounts.security import Happening
from accounts.services import audit, finding, guarding
from log.models import Event
from tests import cast, factors

pytestmark = pytest.mark.django_db
PHONE, EMAIL = "+8613800138000", "alice@example.cn"
REASON = "手机丢失"
LOCKING: list[Callable[..., None]] = [
    guarding.lock,
    guarding.unlock,
    guarding.reset_factors,
    guarding.lift_limit,
]


def guard(name: str = "zhao", duty: str = Duty.SECURITY) -> User:
    user = cast.person(name)
    User.objects.filter(pk=user.pk).update(duty=duty)
    user.refresh_from_db()
    return user


def by() -> Principal:
    return cast.who(guard())


def alice() -> User:
    user = cast.person("alice", "江边骑行者")
    User.objects.filter(pk=user.pk).update(phone=PHONE, phone_verified=True, email=EMAIL)
    user.refresh_from_db()
    return user


def signed_in(user: User) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def acts() -> list[tuple[str, int, str]]:
    events = Event.objects.filter(stream=audit.stream()).order_by("seq")
    return [(e.data["act"], e.data["id"], e.data["reason"]) for e in events if e.data]


# --- finding -----------------------------------------------------------------
@pytest.mark.parametrize(
    "words", ["alice", "江边骑行者", PHONE, "138 0013 8000", EMAIL, " ALICE@example.cn "]
)
def test_a_person_is_found_by_what_is_theirs_alone(words: str) -> None:
    person = alice()
    assert finding.find(words, by=by()) == person


@pytest.mark.parametrize("words", ["alic", "江边", "1380013800", "alice@example", "%", ""])
def test_nobody_is_found_by_a_part(words: str) -> None:
    alice()
    assert finding.find(words, by=by()) is None


def test_every_search_is_on_record_and_never_a_number_in_clear() -> None:
    person = alice()
    finding.find("alice", by=by())
    finding.find(PHONE, by=by())
    finding.find(EMAIL, by=by())
    finding.find("nobody-at-all", by=by())
    assert acts() == [("person.sought", person.pk, "")] * 3 + [("person.sought", 0, "")]
    recorded = str([e.data for e in Event.objects.filter(stream=audit.stream())])
    assert "nobody-at-all" in recorded
    assert "13800138000" not in recorded
    assert EMAIL not in recorded


@pytest.mark.parametrize("duty", ["", Duty.SYSTEM, Duty.AUDIT])
def test_nobody_else_finds_people(duty: str) -> None:
    somebody = cast.who(guard("li", duty))
    assert cast.refusal(lambda: finding.find("alice", by=somebody)) == "not_allowed"


# --- locking, unlocking, resetting -------------------------------------------
def test_a_locked_person_is_out_at_once_and_can_come_back() -> None:
    person = alice()
    client = signed_in(person)
    assert client.get("/api/v1/me/token").json()["principal"] == f"u:{person.pk}"
    guarding.lock(person, by=by(), reason=REASON)
    assert client.get("/api/v1/me/token").json()["principal"] is None
    assert not Client().login(username="alice", password=cast.PASSWORD)
    guarding.unlock(person, by=by(), reason="找回手机")
    assert client.get("/api/v1/me/token").json()["principal"] is None
    assert acts() == [
        ("person.locked", person.pk, REASON),
        ("person.unlocked", person.pk, "找回手机"),
    ]


def test_locking_ends_the_tokens_that_sockets_hold() -> None:
    person = alice()
    before = person.token_version
    guarding.lock(person, by=by(), reason=REASON)
    person.refresh_from_db()
    assert person.token_version == before + 1


def test_second_factors_are_taken_away_and_all_sign_ins_end() -> None:
    person = alice()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "x"})
    client = signed_in(person)
    guarding.reset_factors(person, by=by(), reason=REASON)
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/api/v1/me/token").json()["principal"] is None
    assert acts() == [("person.second_factor_reset", person.pk, REASON)]
    kinds = set(SecurityEvent.objects.filter(user=person).values_list("kind", flat=True))
    assert {Happening.FACTORS_RESET, Happening.FACTOR_REMOVED, Happening.SESSION_ENDED} <= kinds


def test_the_person_is_told_by_every_way_that_is_known() -> None:
    person = alice()
    guarding.lock(person, by=by(), reason=REASON)
    told = Message.objects.filter(user=person)
    assert sorted(told.values_list("channel", flat=True)) == ["email", "sms"]
    assert all(REASON in message.body for message in told)


def test_whoever_cannot_be_reached_is_locked_all_the_same() -> None:
    person = cast.person("bob")
    guarding.lock(person, by=by(), reason=REASON)
    assert not User.objects.get(pk=person.pk).is_active
    assert not Message.objects.filter(user=person).exists()


def test_doing_it_twice_does_nothing_the_second_time() -> None:
    person = alice()
    for _twice in range(2):
        guarding.lock(person, by=by(), reason=REASON)
    guarding.reset_factors(person, by=by(), reason=REASON)
    assert acts() == [("person.locked", person.pk, REASON)]


@pytest.mark.parametrize("act", LOCKING)
def test_nobody_does_it_to_themselves(act: Callable[..., None]) -> None:
    mine = guard()
    assert cast.refusal(lambda: act(mine, by=cast.who(mine), reason=REASON)) == "not_on_yourself"


@pytest.mark.parametrize("act", LOCKING)
@pytest.mark.parametrize("duty", ["", Duty.SYSTEM, Duty.AUDIT])
def test_nobody_else_does_it(act: Callable[..., None], duty: str) -> None:
    somebody = cast.who(guard("li", duty))
    assert cast.refusal(lambda: act(alice(), by=somebody, reason=REASON)) == "not_allowed"


@pytest.mark.parametrize("act", LOCKING)
def test_a_reason_is_needed(act: Callable[..., None]) -> None:
    assert cast.refusal(lambda: act(alice(), by=by(), reason=" ")) == "words_needed"


# --- the pages ---------------------------------------------------------------
def test_the_search_leads_to_the_person() -> None:
    person = alice()
    answer: Any = signed_in(guard()).post("/office/people/", {"words": PHONE})
    assert (answer.status_code, answer.url) == (302, f"/office/people/{person.pk}/")


def test_a_search_in_vain_says_so_and_keeps_what_was_typed() -> None:
    answer = signed_in(guard()).post("/office/people/", {"words": "13900139000"})
    assert answer.status_code == 422
    assert b'value="13900139000"' in answer.content
    assert b"Nobody is known by exactly this." in answer.content


def test_number_and_address_are_shown_only_as_a_reminder() -> None:
    person = alice()
    page = signed_in(guard()).get(f"/office/people/{person.pk}/").content.decode()
    assert "138****8000" in page
    assert "a***@example.cn" in page
    assert PHONE not in page
    assert EMAIL not in page


@pytest.mark.parametrize(
    ("duty", "status"), [("", 404), (Duty.SYSTEM, 404), (Duty.SECURITY, 200), (Duty.AUDIT, 200)]
)
def test_who_sees_a_person(duty: str, status: int) -> None:
    person = alice()
    client = signed_in(guard("li", duty))
    assert client.get(f"/office/people/{person.pk}/").status_code == status
    assert client.get("/office/people/").status_code == status
    assert client.get("/office/people/4711/").status_code == 404


def test_the_auditor_changes_nothing() -> None:
    person = alice()
    client = signed_in(guard("li", Duty.AUDIT))
    for address in ("/office/people/", f"/office/people/{person.pk}/"):
        answer = client.post(address, {"act": "lock", "reason": REASON, "words": "alice"})
        assert answer.status_code == 403
    assert User.objects.get(pk=person.pk).is_active
    page = client.get(f"/office/people/{person.pk}/").content
    assert b'name="act"' not in page


def test_locking_and_opening_by_the_page() -> None:
    person = alice()
    client = signed_in(guard())
    address = f"/office/people/{person.pk}/"
    page = client.post(address, {"act": "lock", "reason": REASON}, follow=True).content
    assert b"The account is locked." in page
    assert b'value="unlock"' in page
    page = client.post(address, {"act": "unlock", "reason": REASON}, follow=True).content
    assert b"The account is open again." in page
    assert b'value="lock"' in page


def test_without_a_reason_the_page_says_what_is_missing() -> None:
    person = alice()
    answer = signed_in(guard()).post(f"/office/people/{person.pk}/", {"act": "lock", "reason": ""})
    assert answer.status_code == 422
    assert b"Please write the reason in words." in answer.content
    assert User.objects.get(pk=person.pk).is_active


def test_ones_own_page_offers_nothing() -> None:
    mine = guard()
    page = signed_in(mine).get(f"/office/people/{mine.pk}/").content
    assert b'name="act"' not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_person_takes_as_many_queries_with_three_lines_as_with_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = alice()
    for number in range(rows):
        Authenticator.objects.create(user=person, type="webauthn", data={"name": str(number)})
    client = signed_in(guard())
    with django_assert_num_queries(7):
        client.get(f"/office/people/{person.pk}/")


def guess(times: int, name: str = "alice") -> None:
    for _time in range(times):
        factors.sign_in_wrongly(factors.browser(), name)


def test_too_many_wrong_attempts_are_seen_and_the_limit_can_be_lifted(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = alice()
    guess(6)
    assert factors.sign_in(factors.browser(), "alice").status_code == 200
    limited = SecurityEvent.objects.filter(kind=Happening.SIGN_IN_LIMITED, user=person)
    assert limited.count() == 2
    client = signed_in(guard())
    address = f"/office/people/{person.pk}/"
    assert b'value="lift"' in client.get(address).content
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "lift", "reason": REASON})
    page = client.get(address).content
    assert b"The limit is lifted." in page
    assert b'value="lift"' not in page
    assert factors.sign_in(factors.browser(), "alice").status_code == 302
    assert acts()[-1] == ("person.limit_lifted", person.pk, REASON)


def test_a_limit_by_number_is_found_too() -> None:
    person = alice()
    guess(5, "13800138000")
    assert b'value="lift"' in signed_in(guard()).get(f"/office/people/{person.pk}/").content


def test_codes_that_are_sent_are_on_record_and_their_numbers_are_not(settings: Any) -> None:
    settings.SMS_BACKEND = "memory"
    person = alice()
    for number in ("13800138000", "13900139000"):
        factors.browser().post("/sign-in/code/", {"to": number})
    sent = SecurityEvent.objects.filter(kind=Happening.CODE_SENT).order_by("pk")
    assert [(line.user, line.succeeded) for line in sent] == [(person, True), (None, False)]
    assert not any("3800138000" in str(line.detail) for line in sent)
    assert len({line.detail["to"] for line in sent}) == 2


@pytest.mark.parametrize(("duty", "sees"), [("security", True), ("audit", True), ("", False)])
def test_how_somebody_signs_in_is_shown_to_those_who_guard_accounts(duty: str, sees: bool) -> None:
    person = alice()
    client = Client(REMOTE_ADDR="203.0.113.7")
    factors.sign_in_wrongly(client, "alice")
    if duty:
        staff = guard("li", duty)
    else:
        staff = cast.person("wen")
        assign_perm("accounts.see_identity", staff, cast.city())
    page = signed_in(staff).get(f"/office/people/{person.pk}/").content.decode()
    assert "江边骑行者" in page
    for private in ("203.0.113.7", "example.cn", "8000"):
        assert (private in page) is sees


def test_the_stand_in_for_who_is_not_signed_in_is_nobody() -> None:
    nobody = User.objects.get_or_create(username="AnonymousUser")[0]
    assert signed_in(guard()).get(f"/office/people/{nobody.pk}/").status_code == 404
