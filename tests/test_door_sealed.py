"""What is in the tables tells nobody how people are reached; keys can be changed."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts import sealing
from accounts.models import Identity, User
from accounts.services import resealing
from tests import doors
from tests.doors import EMAIL, PHONE, SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letterbox")]
client, letterbox = doors.client, doors.letterbox

OLD, NEW = "the-old-key-" + "o" * 40, "the-new-key-" + "n" * 40
PRIVATE = ["13800138000", EMAIL, "maple", SECRET]


def everything_in(table: str) -> str:
    """Return the table as whoever copies the database reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return "\n".join(str(row) for row in cursor.fetchall())


def all_tables() -> str:
    return "\n".join(everything_in(t) for t in connection.introspection.table_names())


def test_no_table_holds_contact_data_in_clear_in_the_middle_of_signing_up(client: Client) -> None:
    doors.sign_up(client, pseudonym="枫林晚")
    other = doors.visitor()
    doors.sign_up(other, email=EMAIL, pseudonym="晚枫林")
    assert client.session["account_login"]["state"]["stages"]["verify_phone"]["data"]["phone"]
    for table in ("accounts_user", "account_emailaddress", "django_session"):
        assert everything_in(table)
    assert [word for word in PRIVATE if word in all_tables()] == []


def test_no_table_holds_contact_data_in_clear_when_somebody_is_in(client: Client) -> None:
    doors.newcomer(client, pseudonym="枫林晚")
    elsewhere = doors.visitor()
    elsewhere.post("/sign-in/", {"login": PHONE, "password": SECRET})
    elsewhere.post("/sign-in/code/", {"to": EMAIL})
    assert [word for word in PRIVATE if word in all_tables()] == []


def test_a_session_whose_key_is_gone_is_an_empty_one(client: Client, settings: Any) -> None:
    settings.SEALING_KEYS = [OLD]
    client.force_login(doors.member())
    assert client.get("/me/account/").status_code == 200
    settings.SEALING_KEYS = [NEW]
    assert client.get("/me/account/")["Location"].startswith("/sign-in/")


# --- Changing keys -------------------------------------------------------------------


def sealed_people() -> User:
    """Somebody of whom everything is known, and somebody of whom nothing is."""
    alice = doors.member()
    User.objects.create_user("bob")
    Identity.objects.create(
        user=alice,
        name="陈立",
        id_number="320100199001011234",
        verifier="console",
        verified_at=alice.date_joined,
    )
    Authenticator.objects.create(
        user=alice, type="totp", data={"secret": sealing.seal("JBSWY3DPEHPK3PXP"), "name": "phone"}
    )
    return alice


@pytest.mark.parametrize("batch", [1, 500])
def test_after_resealing_the_old_key_can_go(settings: Any, batch: int) -> None:
    settings.SEALING_KEYS = [OLD]
    alice = sealed_people()
    settings.SEALING_KEYS = [NEW, OLD]
    said = StringIO()
    call_command("reseal", batch=batch, stdout=said)
    assert "accounts_user.phone: 1" in said.getvalue()
    assert "account_emailaddress.email: 1" in said.getvalue()
    assert "accounts_identity.name: 1" in said.getvalue()
    assert "second factors: 1" in said.getvalue()
    settings.SEALING_KEYS = [NEW]
    found = User.objects.get(phone=PHONE, email=EMAIL)
    assert found == alice
    assert EmailAddress.objects.get(email=EMAIL).user == alice
    assert (found.identity.name, found.identity.id_number) == ("陈立", "320100199001011234")
    factor = Authenticator.objects.get().data
    assert (sealing.open_(factor["secret"]), factor["name"]) == ("JBSWY3DPEHPK3PXP", "phone")


def test_resealing_twice_changes_nothing_the_second_time(settings: Any) -> None:
    settings.SEALING_KEYS = [OLD]
    sealed_people()
    settings.SEALING_KEYS = [NEW, OLD]
    call_command("reseal", stdout=StringIO())
    said = StringIO()
    call_command("reseal", stdout=said)
    counts = [line.rpartition(": ")[2] for line in said.getvalue().splitlines()]
    assert set(counts) == {"0"}


def test_people_are_found_while_keys_change(settings: Any) -> None:
    settings.SEALING_KEYS = [OLD]
    alice = doors.member()
    settings.SEALING_KEYS = [NEW, OLD]
    assert User.objects.get(phone=PHONE) == alice
    assert User.objects.get(email__in=[EMAIL, "nobody@example.org"]) == alice


def test_without_the_old_key_resealing_stops_and_destroys_nothing(settings: Any) -> None:
    settings.SEALING_KEYS = [OLD]
    doors.member()
    before = everything_in("accounts_user")
    settings.SEALING_KEYS = [NEW]
    with pytest.raises(sealing.CannotOpen):
        call_command("reseal", stdout=StringIO())
    assert everything_in("accounts_user") == before


def test_every_sealed_column_is_resealed() -> None:
    names = {f"{model._meta.db_table}.{field.column}" for model, field in resealing.columns()}
    assert {
        "accounts_user.phone",
        "accounts_user.email",
        "account_emailaddress.email",
        "accounts_identity.name",
        "accounts_identity.id_number",
    } <= names
