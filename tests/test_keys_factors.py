"""Second factors: setting them up, signing in with them, losing them; sealed at rest."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import SecurityEvent, User
from accounts.security import Happening
from tests import cast, factors

pytestmark = pytest.mark.django_db
OWN = "/me/account/factors/"


@pytest.fixture
def client() -> Client:
    return factors.browser()


def who_is(client: Client) -> Any:
    return client.get("/api/v1/me/token").json()["principal"]


def kinds(user: User) -> list[tuple[str, bool]]:
    lines = SecurityEvent.objects.filter(user=user).order_by("pk")
    quiet = {Happening.TOKENS_REVOKED, Happening.REAUTHENTICATED}
    return [(line.kind, line.succeeded) for line in lines if line.kind not in quiet]


def secret_on(page: bytes) -> str:
    found = re.search(r'class="code">([A-Z2-7 ]+)<', page.decode())
    assert found
    return found[1].replace(" ", "")


def test_an_app_is_set_up_with_the_picture_or_the_key_and_one_code(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    alice = cast.person("alice")
    factors.sign_in(client, "alice")
    asked: Any = client.get(f"{OWN}app/")
    assert (asked.status_code, asked.url.split("?")[0]) == (302, "/sign-in/again/")
    factors.confirm_with_password(client)
    page = client.get(f"{OWN}app/").content
    assert b"<svg" in page
    with django_capture_on_commit_callbacks(execute=True):
        done: Any = client.post(f"{OWN}app/", {"code": factors.code_of(secret_on(page))})
    assert (done.status_code, done.url) == (302, f"{OWN}codes/")
    assert kinds(alice)[-2:] == [("factor_added", True), ("codes_renewed", True)]


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_key(client: Client) -> None:
    cast.person("alice")
    factors.sign_in(client, "alice")
    factors.confirm_with_password(client)
    secret = secret_on(client.get(f"{OWN}app/").content)
    answer = client.post(f"{OWN}app/", {"code": "000000"})
    assert answer.status_code == 200
    assert b"This did not fit." in answer.content
    assert secret_on(answer.content) == secret
    assert not Authenticator.objects.exists()


def test_secrets_are_sealed_in_the_table() -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    codes = factors.recovery_codes(alice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    assert secret not in kept
    assert not any(code in kept for code in codes)
    assert re.search(r'"secret": "gAAAA', kept)


def test_signing_in_takes_password_and_code(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    asked = factors.sign_in(client, "alice", then="/cases/")
    assert (asked.status_code, asked.url) == (302, "/sign-in/factor/")
    assert who_is(client) is None
    page = client.get("/sign-in/factor/").content
    assert b"And now your second factor" in page
    assert b"data-passkey=" not in page
    done: Any = client.post("/sign-in/factor/", {"code": factors.code_of(secret)})
    assert (done.status_code, done.url) == (302, "/cases/")
    assert who_is(client) == f"u:{alice.pk}"
    assert kinds(alice)[-2:] == [("factor_used", True), ("sign_in", True)]


def test_a_code_counts_once(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    code = factors.code_of(secret)
    for browser, comes_in in ((client, True), (factors.browser(), False)):
        factors.sign_in(browser, "alice")
        browser.post("/sign-in/factor/", {"code": code})
        assert (who_is(browser) is not None) is comes_in


def test_guessing_codes_is_limited_and_on_record(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    factors.sign_in(client, "alice")
    for _guess in range(5):
        client.post("/sign-in/factor/", {"code": "000000"})
    answer = client.post("/sign-in/factor/", {"code": factors.code_of(secret)})
    assert answer.status_code == 200
    assert b"Too many attempts." in answer.content
    assert who_is(client) is None
    assert kinds(alice).count(("factor_used", False)) == 5


def test_a_recovery_code_opens_the_door_once() -> None:
    alice = cast.person("alice")
    factors.give_app(alice)
    code = factors.recovery_codes(alice)[0]
    for comes_in in (True, False):
        browser = factors.browser()
        factors.sign_in(browser, "alice")
        browser.post("/sign-in/factor/", {"code": code})
        assert (who_is(browser) is not None) is comes_in
    assert len(factors.recovery_codes(alice)) == 9


def inside(client: Client, user: User, secret: str) -> None:
    """Sign in, and show again who one is, with the app."""
    factors.sign_in_with_app(client, user, secret)
    cache.clear()
    client.post(f"/sign-in/again/code-of-app/?next={OWN}", {"code": factors.code_of(secret)})


def test_recovery_codes_are_shown_once_and_can_be_kept_as_a_file(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    inside(client, alice, secret)
    first = client.get(f"{OWN}codes/").content.decode()
    codes = factors.recovery_codes(alice)
    assert all(f">{code}<" in first for code in codes)
    assert 'href="data:text/plain;charset=utf-8,' + "%0D%0A".join(codes) in first
    again = client.get(f"{OWN}codes/").content.decode()
    assert not any(code in again for code in codes)


def test_new_codes_end_the_old_ones(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    old = factors.recovery_codes(alice)
    inside(client, alice, secret)
    client.post(f"{OWN}codes/new/")
    assert not set(old) & set(factors.recovery_codes(alice))
    page = client.get(f"{OWN}codes/").content.decode()
    assert all(code in page for code in factors.recovery_codes(alice))


def test_whoever_has_a_factor_confirms_with_it_and_not_with_the_password(client: Client) -> None:
    """Else a sign-in from before it was set up could add another with the password alone."""
    alice = cast.person("alice")
    factors.sign_in(client, "alice")
    factors.give_app(alice)
    factors.confirm_with_password(client)
    for address in (f"{OWN}app/remove/", f"{OWN}passkeys/add/", f"{OWN}codes/new/"):
        answer: Any = client.get(address)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/sign-in/again/code-of-app/"), address


def test_removing_the_app_takes_the_codes_along(client: Client) -> None:
    alice = cast.person("alice")
    secret = factors.give_app(alice)
    inside(client, alice, secret)
    client.post(f"{OWN}app/remove/")
    assert not Authenticator.objects.exists()
    assert ("factor_removed", True) in kinds(alice)


def test_other_peoples_passkeys_cannot_be_touched(client: Client) -> None:
    bob = cast.person("bob")
    key = Authenticator.objects.create(user=bob, type="webauthn", data={"name": "Bob's key"})
    cast.person("alice")
    factors.sign_in(client, "alice")
    factors.confirm_with_password(client)
    for address in (f"{OWN}passkeys/{key.pk}/", f"{OWN}passkeys/{key.pk}/remove/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "mine"}).status_code == 404
    assert str(Authenticator.objects.get()) == "Bob's key"


def test_the_options_of_a_passkey_ask_for_this_host_and_an_owner_that_is_known(
    client: Client,
) -> None:
    answer = client.get("/sign-in/passkey/", headers={"x-requested-with": "XMLHttpRequest"}).json()
    options = answer["request_options"]["publicKey"]
    assert options["rpId"] == "testserver"
    assert options["userVerification"] == "required"


@pytest.mark.parametrize("credential", ["", "x", "{}", "[]", '{"response": {"userHandle": "AA"}}',
                                        '{"id": "AA", "rawId": "AA", "response": {}}'])  # fmt: skip
def test_nonsense_for_a_passkey_is_refused_in_words(client: Client, credential: str) -> None:
    answer: Any = client.post("/sign-in/passkey/", {"credential": credential})
    assert (answer.status_code, answer.url) == (302, "/sign-in/")


def test_deleting_a_person_deletes_their_factors() -> None:
    alice = cast.person("alice")
    factors.give_app(alice)
    alice.delete()
    assert not Authenticator.objects.exists()


def test_no_factor_is_added_while_the_log_cannot_be_written(client: Client) -> None:
    cast.person("alice")
    client.raise_request_exception = False
    factors.sign_in(client, "alice")
    factors.confirm_with_password(client)
    secret = secret_on(client.get(f"{OWN}app/").content)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent RENAME TO away")
    answer = client.post(f"{OWN}app/", {"code": factors.code_of(secret)})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE away RENAME TO accounts_securityevent")
    assert answer.status_code == 500
    assert not Authenticator.objects.exists()


PAGES = ["", "app/", "passkeys/add/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_can_be_read(client: Client, page: str) -> None:
    cast.person("alice")
    factors.sign_in(client, "alice")
    factors.confirm_with_password(client)
    assert client.get(OWN + page).status_code == 200
