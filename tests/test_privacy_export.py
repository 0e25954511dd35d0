"""One's own data: all of it, and nothing of the neighbour."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import Identity, Look, Message, PushSubscription, SecurityEvent, User
from accounts.services import consent
from archive import clock as archive_clock
from cases import clock as cases_clock
from dialogue import acts
from dialogue.services import closing, speaking
from sessions_app.models import Follow, Session, Wish, WishVote
from tests import cast
from tests.test_room_polls import opened

pytestmark = pytest.mark.django_db


def do_everything(person: User, session: Session, word: str) -> None:
    """Let somebody do everything that one can, each with a word by which it is known again."""
    now = timezone.now()
    person.email, person.phone = f"{word}@example.org", f"+86138{person.pk:08d}"
    person.save()
    consent.agree(person)
    EmailAddress.objects.create(user=person, email=f"{word}@example.org", verified=True)
    Identity.objects.create(
        user=person, name=f"{word}name", id_number=f"{word}number", verifier="x", verified_at=now
    )
    Look.objects.create(user=person, unit=f"{word}unit", why="law", whole=True)
    Message.objects.create(
        user=person, channel="email", key="k", title=f"{word}title", body="b", next_try_at=now
    )
    PushSubscription.objects.create(
        user=person,
        digest="d",
        endpoint="secret-endpoint",
        p256dh="p",
        auth="a",
        agent=f"{word}dev",
    )
    SecurityEvent.objects.create(kind="sign_in", user=person, succeeded=True, agent=f"{word}ua")
    Follow.objects.create(user=person, organisation=cast.city())
    wish = Wish.objects.create(title=f"{word}wish", author=person, state="open")
    WishVote.objects.create(wish=wish, user=person)
    by = cast.who(person)
    cast.ask(session, f"{word}held 还没有审核", by)
    question = cast.published(session, f"{word}public 已经公开了", by)
    cast.do(session, acts.Support(ref=cast.ref(), number=question.number), by)
    poll = session.polls.get().number
    cast.do(session, acts.Vote(ref=cast.ref(), poll=poll, words=[f"{word}vote"]), by)
    said = cast.published(session, f"{word}said 已经当场回答", by).number
    seq = speaking.given_aloud(session, number=said, speaker=cast.LEADER, by=by).seq
    cast.do(session, acts.Rate(ref=cast.ref(), seq=seq, stars=4), by)


def taken(person: User) -> dict[str, Any]:
    """Return the file that somebody gets, unpacked."""
    client = Client()
    client.force_login(person)
    client.post("/sign-in/again/", {"password": cast.PASSWORD})
    answer: Any = client.post("/me/export/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="huiyin.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    with ZipFile(io.BytesIO(answer.getvalue())) as packed:
        assert sorted(packed.namelist()) == ["data.html", "data.json"]
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_the_file_holds_everything_of_oneself_and_nothing_of_the_neighbour() -> None:
    session = cast.make_session("live", per_person=20)
    alice, bob = cast.person("alice", "江边骑行者"), cast.person("bob", "枫林路 12 号")
    opened(session, form="words", options=[])
    do_everything(alice, session, "mine")
    do_everything(bob, session, "theirs")
    closing.end_session(session, by=cast.host())
    archive_clock.tick(timezone.now())
    cases_clock.tick(timezone.now())
    files = taken(alice)
    data = json.loads(files["data.json"])
    assert {name for name, rows in data.items() if not rows} == {"factors", "guest_in"}
    marks = (
        "held",
        "public",
        "name",
        "number",
        "unit",
        "title",
        "dev",
        "ua",
        "wish",
        "vote",
        "@example",
    )
    for mark in marks:
        for file in files.values():
            assert f"mine{mark}" in file, mark
    for file in files.values():
        assert "theirs" not in file
        assert "枫林路" not in file
        for secret in ("secret-endpoint", "md5$", alice.password):
            assert secret not in file
    assert "handed_over" in {row["state"] for row in data["questions"]}
    assert len(data["questions"]) == 3
    assert data["ballots"][0]["chosen"] == "minevote"
    assert data["opinions"][0]["stars"] == 4
    assert data["cases"][0]["organisation__name"] == cast.city().name
    assert data["supports"][0]["question__text"].startswith("minepublic")


def test_it_is_handed_over_only_to_who_signed_in_just_now() -> None:
    client = Client()
    client.force_login(cast.person("alice"))
    assert client.get("/me/export/").status_code == 200
    assert client.post("/me/export/")["Location"].startswith("/sign-in/again/?")


def test_strangers_are_asked_to_sign_in() -> None:
    assert Client().get("/me/export/")["Location"].startswith("/sign-in/?next=")


def test_what_somebody_typed_is_text_in_the_page() -> None:
    person = cast.person("alice", "江边骑行者")
    cast.ask(cast.make_session(), "<script>alert(1)</script> 这样行吗?", cast.who(person))
    page = taken(person)["data.html"]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
