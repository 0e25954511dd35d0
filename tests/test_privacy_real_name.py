"""Real names: what is sent where, what is kept how, and that it can be taken back."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date

import httpx
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from accounts.models import Consent, Identity, User
from accounts.real_name import Answer, checking, numbers
from accounts.real_name.http import HttpVerifier
from accounts.services import closing
from log.codes import Refused
from tests import cast
from tests.verifiers import Scripted

pytestmark = pytest.mark.django_db
# Of a place that is none (the standard's own examples).
GOOD = "11010519491231002X"
WORDS = {"name": "李雷", "id_number": GOOD, "agree": "on"}
TODAY = date(2026, 11, 27)


def alice() -> User:
    return cast.person("alice", "江边骑行者")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def with_check_digit(number: str) -> str:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number))
    return number + "10X98765432"[total % 11]


@pytest.fixture
def scripted(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> type[Scripted]:
    settings.REAL_NAME_BACKEND = "tests.verifiers.Scripted"
    monkeypatch.setattr(Scripted, "asked", [])
    monkeypatch.setattr(Scripted, "verdict", "verified")
    return Scripted


@pytest.mark.parametrize(
    "typed", [GOOD, "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert numbers.tidy(typed) == GOOD
    numbers.demand_plausible(numbers.tidy(typed), TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",  # check digit
        "11010519491231002",
        with_check_digit("11010519491331002"),  # month 13
        with_check_digit("11010520990101002"),  # not born yet
        with_check_digit("11010518490101002"),  # nobody is that old
        "01010519491231002X",
        "abc",
    ],
)
def test_what_is_no_number_is_refused_before_anything_is_sent(
    number: str, scripted: type[Scripted]
) -> None:
    refused = cast.refusal(lambda: checking.check(alice(), name="李雷", id_number=number))
    assert refused == "id_number_bad"
    assert scripted.asked == []


def test_children_under_fourteen_are_refused_with_an_explanation(scripted: type[Scripted]) -> None:
    number = with_check_digit("11010520130101002")
    page = signed_in(alice()).post(
        "/me/real-name/", {**WORDS, "id_number": number}, headers={"accept-language": "en"}
    )
    assert page.status_code == 422
    assert "People under 14" in page.content.decode()
    assert 'value="李雷"' in page.content.decode()
    assert scripted.asked == []
    # Whoever had the fourteenth birthday today may.
    numbers.demand_plausible(with_check_digit("11010520121127002"), TODAY)


def test_a_confirmed_name_raises_the_level_and_is_kept_sealed(scripted: type[Scripted]) -> None:
    person = alice()
    answer = signed_in(person).post("/me/real-name/", WORDS)
    assert answer["Location"] == "/me/real-name/"
    person.refresh_from_db()
    assert person.verification == "real"
    known = Identity.objects.get(user=person)
    assert (known.name, known.id_number, known.verifier) == ("李雷", GOOD, "scripted")
    assert Consent.objects.get(user=person).document == "real_name"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_identity")
        raw = repr(cursor.fetchall())
    assert "李雷" not in raw
    assert GOOD[:12] not in raw


def test_without_agreement_nothing_is_sent(scripted: type[Scripted]) -> None:
    words = {key: word for key, word in WORDS.items() if key != "agree"}
    assert signed_in(alice()).post("/me/real-name/", words).status_code == 422
    assert scripted.asked == []


@pytest.mark.parametrize(
    ("verdict", "code"), [("refused", "real_name_differs"), ("unavailable", "real_name_away")]
)
def test_of_a_check_that_failed_nothing_is_kept(
    verdict: str, code: str, scripted: type[Scripted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scripted, "verdict", verdict)
    person = alice()
    check = lambda: checking.check(person, name="李雷", id_number=GOOD)  # noqa: E731
    assert cast.refusal(check) == code
    assert not Identity.objects.exists()
    person.refresh_from_db()
    assert person.verification == "none"


def test_tries_are_counted_by_the_day(
    scripted: type[Scripted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scripted, "verdict", "refused")
    person = alice()
    codes = [
        cast.refusal(lambda: checking.check(person, name="李雷", id_number=GOOD)) for _n in range(6)
    ]
    assert codes == ["real_name_differs"] * 5 + ["real_name_tries"]
    assert len(scripted.asked) == 5


def test_it_can_be_taken_back_and_the_level_falls_to_the_telephone(
    scripted: type[Scripted],
) -> None:
    person = alice()
    User.objects.filter(pk=person.pk).update(phone_verified=True)
    client = signed_in(person)
    client.post("/me/real-name/", WORDS)
    page = client.get("/me/real-name/").content.decode()
    assert "李*" in page
    assert "李雷" not in page
    assert "110105********002X" in page
    client.post("/me/real-name/forget/")
    person.refresh_from_db()
    assert person.verification == "phone"
    assert not Identity.objects.exists()
    assert Consent.objects.get(user=person).withdrawn_at is not None


# --- The HTTP verifier --------------------------------------------------------


def asked_by_http(
    settings: LazySettings, answer: Callable[[httpx.Request], httpx.Response]
) -> Answer:
    settings.REAL_NAME_URL = "https://check.example/v1/match"
    settings.REAL_NAME_HEADERS = {"X-Key": "secret"}
    settings.REAL_NAME_BODY = {"person": {"n": "{name}", "i": "{id_number}"}, "kind": 2}
    settings.REAL_NAME_FIELD, settings.REAL_NAME_REFERENCE = "data.match", "data.id"
    settings.REAL_NAME_YES, settings.REAL_NAME_NO = ["1"], ["2"]
    return HttpVerifier(httpx.MockTransport(answer)).verify(name='李"雷{id_number}', id_number=GOOD)


def test_the_http_verifier_fills_the_template_and_reads_the_answer(settings: LazySettings) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"data": {"match": 1, "id": "abc"}})

    assert asked_by_http(settings, answer) == Answer("verified", "abc")
    [request] = seen
    assert (str(request.url), request.headers["X-Key"]) == (
        "https://check.example/v1/match",
        "secret",
    )
    # Values are filled in whole: a name cannot break out of its place.
    assert json.loads(request.content) == {
        "person": {"n": '李"雷{id_number}', "i": GOOD},
        "kind": 2,
    }


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, b'{"data": {"match": "2", "id": 7}}', "refused"),
        (200, b'{"data": {"match": "9", "id": 7}}', "unavailable"),
        (200, b'{"data": []}', "unavailable"),
        (200, b"<html>", "unavailable"),
        (200, b" " * 70_000, "unavailable"),
        (500, b"{}", "unavailable"),
        (302, b"", "unavailable"),
    ],
)
def test_what_the_http_verifier_does_not_understand_means_later(
    status: int, body: bytes, verdict: str, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {"location": "http://169.254.169.254/"} if status == 302 else {}
    calls: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(str(request.url))
        return httpx.Response(status, content=body, headers=headers)

    assert asked_by_http(settings, answer).verdict == verdict
    # A redirect leads nowhere, and nothing private is in the server's log.
    assert calls == ["https://check.example/v1/match"]
    assert GOOD not in caplog.text
    assert "雷" not in caplog.text


def test_a_verifier_that_cannot_be_reached_means_later(settings: LazySettings) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no")

    assert asked_by_http(settings, answer) == Answer("unavailable")


def test_nothing_is_kept_of_whoever_closed_the_account_while_the_check_ran(
    scripted: type[Scripted], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = alice()

    def verify(_self: Scripted, *, name: str, id_number: str) -> Answer:
        closing.close(User.objects.get(pk=person.pk))
        return Answer("verified", "ref-1")

    monkeypatch.setattr(scripted, "verify", verify)
    with pytest.raises(Refused, match="not_found"):
        checking.check(person, name="李雷", id_number=GOOD)
    assert not Identity.objects.filter(user=person).exists()
    assert not Consent.objects.filter(user=person, document="real_name").exists()
