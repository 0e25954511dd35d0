"""Agreeing to terms and policy, being asked again, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from accounts import agreements as documents
from accounts.models import Consent, User
from accounts.queries import current
from accounts.services import consent
from tests import cast

pytestmark = pytest.mark.django_db


def alice() -> User:
    return cast.person("alice", "江边骑行者")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def new_policy(monkeypatch: pytest.MonkeyPatch) -> documents.Document:
    """A policy that has a second version since somebody agreed to the first."""
    newer = replace(documents.PRIVACY, versions=("2027-01-01", *documents.PRIVACY.versions))
    monkeypatch.setattr(documents, "NEEDED", (documents.TERMS, newer))
    return newer


def test_who_agrees_at_sign_up_is_not_asked_again() -> None:
    person = alice()
    consent.agree(person, ["terms", "privacy"])
    consent.agree(person)
    rows = Consent.objects.filter(user=person).values_list("document", "version")
    assert sorted(rows) == [("privacy", "2026-12-01"), ("terms", "2026-12-01")]
    assert not consent.must_be_asked(person)
    assert signed_in(person).get("/me/").status_code == 200


def test_a_document_that_does_not_exist_cannot_be_agreed_to() -> None:
    with pytest.raises(KeyError):
        consent.agree(alice(), ["anything"])


def test_colleagues_whose_accounts_were_made_for_them_are_left_in_peace() -> None:
    assert signed_in(alice()).get("/me/").status_code == 200


def test_a_new_version_is_asked_for_on_a_page_in_between_that_keeps_where_one_was_going(
    new_policy: documents.Document,
) -> None:
    person = alice()
    consent.agree(person)
    User.objects.filter(pk=person.pk).update(agreed="terms=2026-12-01 privacy=2026-12-01")
    client = signed_in(person)
    answer = client.get("/me/?x=1")
    assert answer["Location"] == "/me/agree/?next=%2Fme%2F%3Fx%3D1"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert 'name="next" value="/me/?x=1"' in page.content.decode()


def test_pages_for_everybody_and_running_live_pages_are_not_interrupted() -> None:
    person = alice()
    session = cast.make_session()
    User.objects.filter(pk=person.pk).update(agreed="terms=1999-01-01")
    client = signed_in(person)
    assert client.get("/").status_code == 200
    assert client.get(f"/sessions/{session.number}/").status_code == 200
    assert client.get("/api/v1/me/token").json()["principal"] == f"u:{person.pk}"
    assert client.get("/privacy/").status_code == 200
    assert client.get("/me/").status_code == 302


def test_agreeing_on_the_page_in_between_leads_on() -> None:
    person = alice()
    User.objects.filter(pk=person.pk).update(agreed="terms=1999-01-01")
    client = signed_in(person)
    refused = client.post("/me/agree/", {"next": "/cases/"})
    assert refused.status_code == 422
    assert 'value="/cases/"' in refused.content.decode()
    answer = client.post("/me/agree/", {"next": "/cases/", "agree": "1"})
    assert answer["Location"] == "/cases/"
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_nobody_is_led_elsewhere(next_: str) -> None:
    person = alice()
    User.objects.filter(pk=person.pk).update(agreed="terms=1999-01-01")
    answer = signed_in(person).post("/me/agree/", {"next": next_, "agree": "1"})
    assert answer["Location"] == "/me/"


def test_consent_can_be_taken_back_and_given_again() -> None:
    person = alice()
    consent.agree(person)
    principal = cast.who(person)
    client = signed_in(person)
    answer: Any = client.post("/me/agree/withdraw/", {"document": "privacy"})
    assert answer["Location"] == "/me/agree/"
    row = Consent.objects.get(user=person, document="privacy")
    assert row.withdrawn_at is not None
    # Tokens of open pages are at their end, and the account's own pages ask.
    assert current([principal]) == set()
    assert client.get("/me/")["Location"] == "/me/agree/?next=%2Fme%2F"
    client.post("/me/agree/", {"agree": "1"})
    assert client.get("/me/").status_code == 200
    assert Consent.objects.filter(user=person, document="privacy").count() == 2


def test_an_account_that_rests_gets_no_token() -> None:
    person = alice()
    consent.agree(person)
    consent.withdraw(person, "terms")
    refused = signed_in(person).get("/api/v1/me/token")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "consent_needed")


def test_the_documents_are_for_everybody_and_earlier_versions_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    older = replace(documents.TERMS, versions=("2027-01-01", "2026-12-01"))
    monkeypatch.setitem(documents.DOCUMENTS, "terms", older)
    client = Client()
    page = client.get("/terms/?version=2026-12-01", headers={"accept-language": "en"})
    assert "This is an earlier version" in page.content.decode()
    assert client.get("/terms/?version=../../etc").status_code == 404
    for address in ("/privacy/", "/real-name/"):
        assert client.get(address).headers["Cache-Control"] == "public, max-age=300"


def test_the_footer_leads_to_both_documents() -> None:
    page = Client().get("/").content.decode()
    assert 'href="/terms/"' in page
    assert 'href="/privacy/"' in page
