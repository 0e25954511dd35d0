"""Language, colours and large print are kept by the account, and carried by no page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts import demo, looks
from accounts.models import User
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "vor-sieben-bergen"


def reader(**kept: Any) -> User:
    person = cast.person("alice", "江边骑行者")
    person.set_password(PASSWORD)
    for name, value in kept.items():
        setattr(person, name, value)
    person.save()
    return person


def signs_in(client: Client) -> dict[str, str]:
    """Return what signing in sets of language and looks."""
    answer = client.post("/sign-in/", {"login": "alice", "password": PASSWORD})
    assert answer.status_code == 302
    names = ("huiyin_language", looks.AGREED_COOKIE, looks.COOKIE)
    return {name: answer.cookies[name].value for name in names if name in answer.cookies}


def look(client: Client, chosen: str) -> Any:
    return client.post("/me/looks/", {"looks": chosen})


def kept() -> tuple[str, str, bool]:
    person = User.objects.get(username="alice")
    return person.language, person.theme, person.large_print


def test_what_is_chosen_on_one_device_is_found_on_another() -> None:
    here, there = Client(), Client(headers={"accept-language": "zh-CN"})
    here.force_login(reader())
    assert look(here, "dark.on").json() == {"kept": True}
    here.post("/i18n/", {"language": "en", "next": "/"})
    assert kept() == ("en", "dark", True)
    assert signs_in(there) == {
        "huiyin_language": "en",
        looks.AGREED_COOKIE: "en",
        looks.COOKIE: "dark.on",
    }
    assert '<html lang="en"' in there.get("/").content.decode()


def test_colours_that_follow_the_device_are_a_choice_too() -> None:
    client = Client()
    client.force_login(reader(theme="dark", large_print=True))
    look(client, "system.")
    assert kept() == ("", "system", False)
    assert signs_in(Client()) == {looks.COOKIE: "system."}


def test_whoever_never_chose_anything_finds_the_device_as_it_is() -> None:
    reader()
    assert signs_in(Client()) == {}


def test_the_language_chosen_on_a_device_is_kept_by_an_account_that_has_none() -> None:
    reader()
    client = Client()
    client.post("/i18n/", {"language": "en", "next": "/"})
    assert signs_in(client)["huiyin_language"] == "en"
    assert kept()[0] == "en"


def test_the_language_chosen_on_a_device_stays_there_and_changes_no_account_that_has_one() -> None:
    reader(language="zh-hans")
    client = Client()
    client.post("/i18n/", {"language": "en", "next": "/"})
    assert signs_in(client) == {}
    assert kept()[0] == "zh-hans"
    assert '<html lang="en"' in client.get("/").content.decode()
    # What is chosen now is the account's.
    client.post("/i18n/", {"language": "en", "next": "/"})
    assert kept()[0] == "en"


def test_what_somebody_elses_account_left_on_a_device_is_nobodys_choice() -> None:
    reader(language="zh-hans")
    client = Client()
    client.force_login(cast.person("bob"))
    client.post("/i18n/", {"language": "en", "next": "/"})
    client.post("/sign-out/")
    # The browser goes on speaking it, until somebody comes who wants another.
    assert '<html lang="en"' in client.get("/").content.decode()
    assert signs_in(client)["huiyin_language"] == "zh-hans"
    assert kept()[0] == "zh-hans"


def test_a_stranger_keeps_looks_in_the_browser_only() -> None:
    reader()
    answer = look(Client(), "dark.on")
    assert (answer.status_code, answer.json(), kept()) == (200, {"kept": False}, ("", "", False))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("nonsense", ["", "dark", "pink.on", "dark.off", "dark.on.", ".on"])
def test_looks_that_do_not_exist_are_refused(nonsense: str) -> None:
    client = Client()
    client.force_login(reader(theme="light"))
    assert look(client, nonsense).status_code == 422
    assert kept() == ("", "light", False)


def test_the_demos_one_click_carries_them_and_signing_out_drops_what_was_not_taken(
    settings: Any,
) -> None:
    settings.DEMO = True
    for person in demo.PEOPLE:
        User.objects.get_or_create(username=person.username)
    User.objects.filter(username="demo-netizen").update(theme="dark")
    client = Client()
    answer = client.post("/sign-in/demo/", {"role": "netizen"})
    cookie = answer.cookies[looks.COOKIE]
    # A script reads it before the first paint.
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark.", "", "Lax")
    assert client.post("/sign-out/").cookies[looks.COOKIE]["max-age"] == 0


def test_pages_for_everybody_are_the_same_for_whoever_has_looks() -> None:
    client = Client()
    client.force_login(reader(theme="dark", large_print=True, language="zh-hans"))
    address = f"/sessions/{cast.make_session().number}/"
    ours, theirs = client.get(address), Client().get(address)
    assert ours["ETag"] == theirs["ETag"]
    assert ours["Vary"] == theirs["Vary"]
    assert re.search("data-(theme|elder)", ours.content.decode()) is None
