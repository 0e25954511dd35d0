"""Who may do what: every act by every part, and the same answer for "not yours" and "nothing"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.principals import Principal
from dialogue import acts
from log.codes import Refused
from log.vocabulary import acts as all_acts
from log.writing import SYSTEM
from moderation.acts import Approve, Decline
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast, faces

pytestmark = pytest.mark.django_db

PARTS: dict[str, Callable[[], Principal]] = {
    "guest": cast.guest,
    "netizen": cast.netizen,
    "observer": cast.observer,
    "stenographer": cast.stenographer,
    "leader": cast.leader,
    "host": cast.host,
    "moderator": cast.moderator,
}
ALLOWED = {
    "approve": {"moderator"},
    "decline": {"moderator"},
    "take_up": {"leader", "host"},
    "put_back": {"leader", "host"},
    "order": {"host"},
    "answer": {"stenographer", "leader", "host"},
    "say": {"stenographer", "leader", "host"},
    "correct": {"stenographer", "leader", "host"},
    "take_down": {"host", "moderator"},
    "open": {"host"},
    "pause": {"host"},
    "resume": {"host"},
    "close_intake": {"host"},
    "end": {"host"},
    "extend": {"host"},
    "pin": {"host"},
    "unpin": {"host"},
    "answer_aloud": {"stenographer", "leader", "host"},
    "typing": {"stenographer", "host"},
    "promise": {"stenographer", "leader", "host"},
    "assign": {"leader", "host"},
    "send_note": {"stenographer", "leader", "host", "moderator"},
    "acknowledge_note": {"leader"},
    "prepare_poll": {"host"},
    "discard_poll": {"host"},
    "open_poll": {"host"},
    "close_poll": {"host"},
    "show_word": {"host", "moderator"},
    "take_back_word": {"host", "moderator"},
}
FOR_EVERYONE = {"ask", "edit", "withdraw", "support", "unsupport", "vote", "react", "rate"}


def an_act(name: str) -> acts.LiveAct:
    ref = cast.ref()
    made: dict[str, acts.LiveAct] = {
        "approve": Approve(ref=ref, number=1, version=1),
        "decline": Decline(ref=ref, number=1, version=1, reason="off_topic"),
        "take_up": acts.TakeUp(ref=ref, number=2),
        "put_back": acts.PutBack(ref=ref, number=2),
        "order": acts.Order(ref=ref, numbers=[2]),
        "answer": acts.Answer(ref=ref, number=2, text="答。", speaker="l1"),
        "say": acts.Say(ref=ref, text="说。", speaker="l1"),
        "correct": acts.Correct(ref=ref, target=1, text="改。", reason="口误"),
        "take_down": acts.TakeDown(ref=ref, number=2, reason="privacy"),
        "open": acts.Open(ref=ref),
        "pause": acts.Pause(ref=ref),
        "resume": acts.Resume(ref=ref),
        "close_intake": acts.CloseIntake(ref=ref),
        "end": acts.End(ref=ref),
        "extend": acts.Extend(ref=ref, minutes=5),
        "pin": acts.Pin(ref=ref, text="公告"),
        "unpin": acts.Unpin(ref=ref, target=1),
        "answer_aloud": acts.AnswerAloud(ref=ref, number=2, speaker="l1"),
        "typing": acts.Typing(ref=ref, text="正在", speaker="l1"),
        "promise": faces.promise(speaker="l1"),
        "assign": acts.Assign(ref=ref, number=2, unit=faces.bureau().pk),
        "send_note": acts.SendNote(ref=ref, text="便条"),
        "acknowledge_note": acts.AcknowledgeNote(ref=ref, note=1),
        "discard_poll": acts.DiscardPoll(ref=ref, poll=1),
        "open_poll": acts.OpenPoll(ref=ref, poll=1),
        "close_poll": acts.ClosePoll(ref=ref, poll=1),
        "show_word": acts.ShowWord(ref=ref, poll=1, word="准时", shown=True),
        "take_back_word": acts.TakeBackWord(ref=ref, poll=1, word="准时"),
        "prepare_poll": acts.PreparePoll(
            ref=ref, question="投票？", form="single", options=["甲", "乙"]
        ),
    }
    return made[name]


def test_the_table_of_rights_names_every_act() -> None:
    assert set(all_acts()) == set(ALLOWED) | FOR_EVERYONE


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_only_those_with_the_right_may_act(name: str) -> None:
    session = cast.make_session()
    cast.ask(session)
    cast.published(session, "这个问题已经公开了")
    for part, who in PARTS.items():
        if part in ALLOWED[name]:
            continue
        with pytest.raises(Refused) as caught:
            cast.do(session, an_act(name), who())
        assert caught.value.code == "not_allowed", part


@pytest.mark.parametrize("name", sorted(ALLOWED))
@pytest.mark.parametrize("part", sorted(PARTS))
def test_those_with_the_right_are_not_refused_for_want_of_it(name: str, part: str) -> None:
    if part not in ALLOWED[name]:
        return
    session = cast.make_session(live_text=True)
    cast.ask(session)
    cast.published(session, "这个问题已经公开了")
    # The session may not be in the right state; the right itself must not be missing. Whoever
    # speaks for themselves corrects their own words only, and entry 1 is nobody's.
    allowed = (name, part) == ("correct", "leader")
    assert refusal(session, name, PARTS[part]()) != "not_allowed" or allowed


def refusal(session: Session, name: str, who: Principal) -> str:
    """Return the code an act is refused with, or nothing."""
    try:
        cast.do(session, an_act(name), who)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_a_right_in_one_session_is_none_in_another(name: str) -> None:
    mine = cast.make_session()
    cast.ask(mine)
    other: Session = planning.create(
        title="别人的访谈",
        organisation=cast.city(),
        starts_at=mine.starts_at,
        ends_at=mine.ends_at,
    )
    for who in (cast.host(), cast.moderator(), cast.leader(), cast.stenographer()):
        with pytest.raises(Refused) as caught:
            cast.do(other, an_act(name), who)
        assert caught.value.code == "not_allowed"


def test_a_right_that_was_taken_away_is_gone_at_once() -> None:
    session = cast.make_session()
    before = cast.host()
    planning.withdraw(session, cast.person("erik"), "host")
    with pytest.raises(Refused):
        cast.do(session, an_act("pause"), cast.host())
    assert cast.host().version == before.version or before.key != SYSTEM


def test_a_leader_speaks_and_corrects_for_nobody_else() -> None:
    session = cast.make_session()
    planning.add_guest(session, place=2, name="何敏", post="市公交集团副总经理", user=None)
    with pytest.raises(Refused) as caught:
        cast.do(session, acts.Say(ref=cast.ref(), text="冒充。", speaker="l2"), cast.leader())
    assert caught.value.code == "unknown_speaker"
    said = cast.do(
        session, acts.Say(ref=cast.ref(), text="我是何敏。", speaker="l2"), cast.stenographer()
    )
    with pytest.raises(Refused) as caught:
        cast.do(
            session,
            acts.Correct(ref=cast.ref(), target=said["seq"], text="我不是。", reason=""),
            cast.leader(),
        )
    assert caught.value.code == "not_allowed"


STAFF_PAGES = {
    "desk": {"observer", "stenographer", "leader", "host", "moderator"},
    "console": {"stenographer", "leader", "host"},
    "host": {"stenographer", "host"},
}


@pytest.mark.parametrize("page", sorted(STAFF_PAGES))
def test_staff_pages_look_like_nothing_to_those_without_a_right(page: str) -> None:
    session = cast.make_session()
    names = {"netizen": "alice", "observer": "hong", "stenographer": "gao", "leader": "fang",
             "host": "erik", "moderator": "charlie"}  # fmt: skip
    for part, username in names.items():
        client = Client()
        client.force_login(cast.person(username))
        expected = 200 if part in STAFF_PAGES[page] else 404
        assert client.get(f"/sessions/{session.number}/{page}/").status_code == expected, part
        assert client.get(f"/sessions/4711/{page}/").status_code == 404, part
    stranger: Any = Client().get(f"/sessions/{session.number}/{page}/")
    assert (stranger.status_code, stranger.url.startswith("/sign-in/")) == (302, True)
