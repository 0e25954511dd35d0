"""Closing an account: what is private goes, what was public stays without a name."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.holding import holds_anything
from accounts.models import Consent, Identity, Message, PushSubscription, SecurityEvent, User
from accounts.principals import Principal
from accounts.queries import current
from accounts.services import closing, consent
from archive import clock as archive_clock
from archive.verification import verify
from cases import clock as cases_clock
from cases.models import Case
from dialogue import acts, exporting, projection
from dialogue.models import Acknowledgement, Ballot, Opinion, Support
from dialogue.services import closing as ending
from dialogue.services import own
from log import reading
from log.models import Event
from sessions_app.models import Follow, Session, Wish, WishVote
from tests import cast, faces, leaky, surfaces

pytestmark = pytest.mark.django_db
NAME = "要隐去的旧名"


def somebody() -> User:
    """Somebody with everything private that one can have."""
    person = cast.person("leaving", NAME)
    person.email, person.phone, person.phone_verified = "gone@example.org", "+8613800000000", True
    person.verification = "real"
    person.save()
    consent.agree(person)
    now = timezone.now()
    EmailAddress.objects.create(user=person, email="gone@example.org", verified=True)
    Identity.objects.create(
        user=person, name="李雷", id_number="11010519491231002X", verifier="x", verified_at=now
    )
    Message.objects.create(
        user=person, channel="email", key="k", title="t", body="b", next_try_at=now
    )
    PushSubscription.objects.create(user=person, digest="d", endpoint="e", p256dh="p", auth="a")
    Follow.objects.create(user=person, organisation=cast.city())
    wish = Wish.objects.create(title="想问问公交", author=person, state="open")
    WishVote.objects.create(wish=wish, user=person)
    return person


def signed_in(person: User) -> Client:
    """A browser in which somebody proved just now who they are."""
    client = Client()
    client.force_login(person)
    client.post("/sign-in/again/", {"password": cast.PASSWORD})
    return client


def what_somebody_asked(person: User) -> Session:
    """A session in which they asked in every way there is, sealed, with its case."""
    session = cast.make_session("collecting", per_person=20)
    by = cast.who(person)
    cast.ask(session, "还没有审核的问题,有人看吗?", by)
    back = cast.ask(session, "收回来的问题,不用管它。", by)
    own.withdraw(session, number=back.number, by=by)
    cast.published(session, "公开了的问题,能不能恢复直达?", by)
    return session


def everywhere(session: Session) -> list[tuple[str, str]]:
    """What everybody can read, at every address there is."""
    client = Client()
    pages = []
    for address in surfaces.addresses():
        if address.startswith("/admin"):
            continue
        answer: Any = client.get(address)
        if not answer.streaming:
            pages.append((address, answer.content.decode(errors="replace")))
    return pages


@pytest.fixture(autouse=True)
def _short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogue.api.SEGMENT", surfaces.SEGMENT)


def marks() -> tuple[str, str]:
    return (NAME, surfaces.as_typed_in_json(NAME))


def test_the_old_name_can_be_read_at_no_public_address() -> None:
    person = somebody()
    session = what_somebody_asked(person)
    before = [address for address, page in everywhere(session) if any(m in page for m in marks())]
    # Else the test would prove nothing.
    assert f"/sessions/{session.number}/" in before
    assert f"/api/v1/sessions/{session.number}/log" in before
    assert f"/api/v1/sessions/{session.number}/snapshot" in before
    closing.close(person)
    session.refresh_from_db()
    after = [address for address, page in everywhere(session) if any(m in page for m in marks())]
    assert after == []


def test_the_old_name_is_gone_from_the_record_and_from_its_case_too() -> None:
    person = somebody()
    session = cast.make_session("live", per_person=20)
    cast.published(session, "公开了的问题,能不能恢复直达?", cast.who(person))
    ending.end_session(session, by=cast.host())
    archive_clock.tick(timezone.now())
    cases_clock.tick(timezone.now())
    session.refresh_from_db()
    case = Case.objects.get()
    before = [address for address, page in everywhere(session) if any(m in page for m in marks())]
    assert f"/sessions/{session.number}/transcript/" in before
    assert f"/cases/{case.number}/" in before
    closing.close(person)
    session.refresh_from_db()
    after = [address for address, page in everywhere(session) if any(m in page for m in marks())]
    assert after == []
    page = Client().get(f"/cases/{case.number}/", headers={"accept-language": "en"})
    assert "cannot be reached any more" in page.content.decode()
    # What was sealed still verifies, and so does what is sealed after it.
    archive_clock.tick(timezone.now() + timedelta(minutes=5))
    assert verify(session).intact


def test_public_words_stay_under_a_neutral_name() -> None:
    person = somebody()
    session = what_somebody_asked(person)
    closing.close(person)
    page = Client().get(f"/sessions/{session.number}/", headers={"accept-language": "en"})
    assert "公开了的问题" in page.content.decode()
    assert "Closed account" in page.content.decode()


def test_followers_are_asked_to_load_the_record_anew() -> None:
    person = somebody()
    session = what_somebody_asked(person)
    before = reading.head(session.public_id)
    closing.close(person)
    after = reading.head(session.public_id)
    assert after.epoch != before.epoch
    assert after.seq == before.seq + 1
    stale = f"/api/v1/sessions/{session.number}/log?after=1&epoch={before.epoch}"
    assert Client().get(stale).status_code == 410
    assert [q["name"] for q in projection.current(session).state["questions"].values()] == [""]


def test_no_entry_of_the_log_was_touched() -> None:
    person = somebody()
    session = what_somebody_asked(person)
    before = list(Event.objects.order_by("pk").values("pk", "data", "leaf", "actor"))
    closing.close(person)
    after = list(Event.objects.order_by("pk").values("pk", "data", "leaf", "actor"))
    assert after[: len(before)] == before
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))[len(before) :]
    assert sorted(kinds) == ["question.asker_left"] * 2 + ["question.unnamed"]
    session.refresh_from_db()
    assert session.last_number == 3


def test_what_is_private_is_gone_at_once_and_the_name_is_free() -> None:
    person = somebody()
    token = cast.who(person)
    closing.close(person)
    person.refresh_from_db()
    assert (person.email, person.phone, person.pseudonym) == ("", None, "")
    assert (person.username, person.verification) == (f"closed-{person.pk}", "none")
    assert (person.is_active, person.has_usable_password()) == (False, False)
    for table in (EmailAddress, Identity, Message, PushSubscription, UserSession, Follow, WishVote):
        assert not table.objects.filter(user=person).exists(), table
    assert Wish.objects.get().author is None
    assert not Consent.objects.filter(user=person, withdrawn_at=None).exists()
    assert current([token]) == set()
    assert SecurityEvent.objects.get(kind="account_closed").user == person
    assert cast.person("somebody-new", NAME).pseudonym == NAME


def test_nothing_private_is_left_in_any_row() -> None:
    person = somebody()
    what_somebody_asked(person)
    closing.close(person)
    left = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            # The log is append-only; nobody is served what it says (decision 11).
            if table == "log_event":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            left += [table for word in (NAME, "gone@", "leaving", "李雷") if word in rows]
    assert left == []


def test_what_somebody_stood_behind_chose_and_thought_goes_and_every_count_stays() -> None:
    person = somebody()
    session, by = cast.make_session(), cast.who(person)
    answered = cast.answered(session)
    seq, poll = answered.answers.get().seq, faces.open_poll(session)

    def weigh(by: Principal) -> None:
        cast.do(session, acts.Support(ref=cast.ref(), number=answered.number), by)
        cast.do(session, acts.Vote(ref=cast.ref(), poll=poll, choices=[1]), by)
        cast.do(session, acts.React(ref=cast.ref(), seq=seq, reaction="thanks"), by)
        cast.do(session, acts.Rate(ref=cast.ref(), seq=seq, stars=4), by)

    for each in (by, cast.neighbour()):
        weigh(each)
    before = projection.snapshot(session)
    closing.close(person)
    left = [
        table._default_manager.values_list("principal", flat=True).distinct().get()
        for table in (Support, Ballot, Opinion)
    ]
    assert left == [cast.neighbour().key] * 3
    assert by.key not in Acknowledgement.objects.values_list("principal", flat=True)
    after = projection.snapshot(session)
    figures = ("support", "polls", "opinions")
    assert [after[kind] for kind in figures] == [before[kind] for kind in figures]
    assert cast.refusal(partial(weigh, by)) == "token_expired"
    ending.end_session(session, by=cast.host())
    state = projection.current(session).state
    assert state["totals"] == {str(answered.number): [2, 0]}
    assert state["polls"][str(poll)]["votes"] == [2, 0]
    assert state["opinions"] == {str(seq): [2, 0, 0, 8, 2]}


def test_the_key_of_a_closed_account_is_left_beside_what_it_said_in_public_and_nowhere_else() -> (
    None
):
    person = somebody()
    key = f"u:{person.pk}"
    session = what_somebody_asked(person)
    other = cast.published(session, "别人的问题,我也想知道。", cast.neighbour())
    cast.do(session, acts.Support(ref=cast.ref(), number=other.number), cast.who(person))
    before = holding(key)
    closing.close(person)
    assert {"dialogue_support", "dialogue_acknowledgement"} <= before - holding(key)
    # Whose questions are whose, the log, and the end of the tokens, for a day.
    assert holding(key) == {"dialogue_question", "log_event", "accounts_revocation"}
    about = portable_sections(person)
    assert not any(about[name] for name in ("supports", "ballots", "opinions"))


def holding(key: str) -> set[str]:
    """The tables in which a principal's key stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            if f"'{key}'" in repr(cursor.fetchall()):
                found.add(table)
    return found


def portable_sections(person: User) -> dict[str, list[Any]]:
    return {section.name: list(section.rows) for section in exporting.export(person)}


def test_whoever_holds_a_right_or_a_duty_hands_it_over_first() -> None:
    session = cast.make_session("announced")
    for username in ("charlie", "fang", "erik"):
        person = cast.person(username)
        assert cast.refusal(partial(closing.close, person)) == "hand_over_first"
    guard = cast.person("kim")
    User.objects.filter(pk=guard.pk).update(duty="security")
    assert cast.refusal(lambda: closing.close(guard)) == "hand_over_first"
    session.refresh_from_db()
    assert session.guests.get().user == cast.person("fang")
    page = signed_in(cast.person("charlie")).get("/me/close/", headers={"accept-language": "en"})
    assert "You hold a duty or a right" in page.content.decode()
    assert holds_anything(cast.person("charlie"))


def test_closing_by_the_page_takes_a_tick_and_signs_out() -> None:
    person = somebody()
    client = signed_in(person)
    assert client.get("/me/close/").status_code == 200
    assert client.post("/me/close/", {}).status_code == 422
    answer = client.post("/me/close/", {"sure": "on"})
    assert answer["Location"] == "/privacy/closed/"
    assert client.get("/privacy/closed/").status_code == 200
    assert client.get("/me/privacy/").status_code == 302
    person.refresh_from_db()
    assert person.closed_at is not None


def test_closing_asks_first_who_it_is() -> None:
    client = Client()
    client.force_login(somebody())
    assert client.get("/me/close/")["Location"].startswith("/sign-in/again/?")
    assert client.post("/me/close/", {"sure": "on"})["Location"].startswith("/sign-in/again/?")
    assert not User.objects.exclude(closed_at=None).exists()


def test_in_the_demo_closing_can_be_tried_and_the_part_comes_back(
    client: Client, settings: Any
) -> None:
    settings.DEMO = True
    for _time in (1, 2):
        client.post("/sign-in/demo/", {"role": "netizen"})
        assert client.get("/me/close/").status_code == 200
        assert client.post("/me/close/", {"sure": "on"})["Location"] == "/privacy/closed/"
    assert User.objects.exclude(closed_at=None).count() == 2
    User.objects.create(username="demo-host", is_active=False)
    assert client.post("/sign-in/demo/", {"role": "host"}).status_code == 404


def test_staff_still_handle_the_questions_that_are_open() -> None:
    person = somebody()
    session = what_somebody_asked(person)
    closing.close(person)
    queue = Client()
    queue.force_login(cast.person("charlie"))
    token = queue.get("/api/v1/me/token").json()["token"]
    rows = queue.get(
        f"/api/v1/sessions/{session.number}/desk/queue?state=all",
        headers={"authorization": f"Bearer {token}"},
    ).json()
    assert "还没有审核的问题" in json.dumps(rows, ensure_ascii=False)
    assert NAME not in json.dumps(rows, ensure_ascii=False)


def test_closed_accounts_have_a_neutral_name_for_colleagues_too() -> None:
    person = somebody()
    closing.close(person)
    person.refresh_from_db()
    assert NAME not in f"{person.shown_name}{person.get_full_name()}{person}"
    assert leaky.MARK not in person.shown_name
