"""Private notes over HTTP, and looking at what was declined: for whom they are, and on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.principals import Principal
from dialogue import acts
from dialogue.services import publishing
from log.models import Event
from moderation.services import looking
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast, clocks
from tests.cast import do, ref
from tests.desks import desk

pytestmark = pytest.mark.django_db

SECRET = "第 3 题的数字以 10 月统计为准"


def notes(session: Session, who: Principal | None) -> Any:
    headers = {"Authorization": f"Bearer {tokens.mint(who)}"} if who else {}
    return Client().get(f"/api/v1/sessions/{session.number}/notes", headers=headers)


def send(session: Session, by: Principal, *, to: str = "l1", text: str = SECRET) -> int:
    return int(do(session, acts.SendNote(ref=ref(), to=to, text=text), by)["note"])


def test_a_leader_reads_the_notes_meant_for_them_and_the_sender_whether_they_were_seen() -> None:
    session = cast.make_session()
    number = send(session, cast.moderator())
    (got,) = notes(session, cast.leader()).json()
    assert (got["text"], got["by_name"], got["received"]) == (SECRET, "charlie", True)
    assert got["seen_at"] is None
    do(session, acts.AcknowledgeNote(ref=ref(), note=number), cast.leader())
    (sent,) = notes(session, cast.moderator()).json()
    assert (sent["received"], sent["seen_by"]) == (False, "fang")
    assert sent["seen_at"]


def test_a_note_to_one_leader_is_read_by_no_other_and_by_no_colleague() -> None:
    session = cast.make_session("draft")
    second = cast.person("lin")
    session.guests.create(key="l2", name="林岚", post="副局长", user=second, place=2)
    planning.grant(session, second, "answer")
    cast.bring_to(session, "live")
    send(session, cast.moderator())
    send(session, cast.host(), to="", text="给所有人：还有五分钟")
    for who, read in (
        (cast.leader(), [SECRET, "给所有人：还有五分钟"]),
        (cast.who(second), ["给所有人：还有五分钟"]),
        (cast.host(), ["给所有人：还有五分钟"]),
        (cast.second_moderator(), []),
        (cast.stenographer(), []),
    ):
        assert [note["text"] for note in notes(session, who).json()] == read, who.key


def test_strangers_netizens_and_observers_read_no_notes() -> None:
    session = cast.make_session()
    send(session, cast.moderator())
    for who in (None, cast.guest(), cast.netizen(), cast.observer()):
        answer = notes(session, who)
        assert answer.status_code in {401, 403}
        assert SECRET not in answer.content.decode()
    page = Client().get(f"/sessions/{session.number}/")
    assert SECRET not in page.content.decode()


def declined(session: Session) -> None:
    question = cast.ask(session, "不该公开的内容，请问怎么办？")
    publishing.decline(
        session, number=question.number, version=1, reason="off_topic", words="",
        by=cast.moderator(),
    )  # fmt: skip


def looks(session: Session) -> list[tuple[str | None, Any]]:
    events = Event.objects.filter(stream_id=session.desk_id, kind="declined.looked_at")
    return [(event.actor, event.data) for event in events.order_by("seq")]


def test_a_leader_who_looks_at_what_was_declined_is_on_record_once_for_one_look() -> None:
    session = cast.make_session()
    fang = desk(session, cast.leader())
    assert fang.numbers("state=declined") == []
    assert looks(session) == []
    declined(session)
    for _again in range(3):
        assert fang.numbers("state=declined") == [1]
    fang.numbers("state=declined&q=不该")
    assert looks(session) == [(cast.leader().key, {"count": 1})]


@pytest.mark.parametrize(
    "path",
    ["queue?state=declined&limit=1", "queue?state=all", "queue?state=all&q=1", "questions/1"],
)
def test_a_declined_question_is_shown_to_nobody_but_moderators_without_a_record(path: str) -> None:
    session = cast.make_session()
    declined(session)
    assert "不该公开的内容" in str(desk(session, cast.leader()).get(path))
    assert [actor for actor, _data in looks(session)] == [cast.leader().key]


def test_another_person_and_a_later_look_are_on_record_too_and_a_moderators_work_is_not() -> None:
    session = cast.make_session()
    declined(session)
    desk(session, cast.leader()).numbers("state=declined")
    desk(session, cast.host()).numbers("state=declined")
    desk(session, cast.moderator()).numbers("state=declined")
    desk(session, cast.leader()).numbers("state=held")
    assert [actor for actor, _data in looks(session)] == [cast.leader().key, cast.host().key]
    with clocks.at(timezone.now() + looking.ONE_LOOK + timedelta(minutes=1)):
        assert looking.note(session, by=cast.leader(), held=frozenset({"answer"}))
