"""Polls: prepared in private, one open at a time, one ballot for each person, counted once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogue import acts, figures, mine, projection
from dialogue.models import Ballot, Poll
from dialogue.services import closing
from sessions_app.models import Session
from tests import cast
from tests.cast import do, ref, refusal
from tests.transcripts import ENGLISH

pytestmark = pytest.mark.django_db

QUESTION = "您多久坐一次公交？"
OPTIONS = ["每天", "每周几次", "很少"]


def prepare(session: Session, **fields: Any) -> int:
    given = {"question": QUESTION, "form": "single", "options": OPTIONS, **fields}
    number: int = do(session, acts.PreparePoll(ref=ref(), **given), cast.host())["poll"]
    return number


def opened(session: Session, **fields: Any) -> int:
    number = prepare(session, **fields)
    do(session, acts.OpenPoll(ref=ref(), poll=number), cast.host())
    return number


def vote(session: Session, number: int, by: Any, *choices: int, words: Any = ()) -> Any:
    act = acts.Vote(ref=ref(), poll=number, choices=list(choices), words=list(words))
    return do(session, act, by)


def close(session: Session, number: int) -> dict[str, Any]:
    do(session, acts.ClosePoll(ref=ref(), poll=number), cast.host())
    told: dict[str, Any] = dict(projection.current(session).state["polls"][str(number)])
    return told


def test_a_prepared_poll_is_known_to_nobody_and_can_be_changed_or_thrown_away() -> None:
    session = cast.make_session()
    number = prepare(session)
    assert projection.current(session).state["polls"] == {}
    assert prepare(session, poll=number, version=1, question="改过的问题") == number
    assert Poll.objects.get().question == "改过的问题"
    assert refusal(lambda: vote(session, number, cast.netizen(), 1)) == "not_found"
    do(session, acts.DiscardPoll(ref=ref(), poll=number), cast.host())
    assert not Poll.objects.exists()


def test_everyone_has_one_ballot_that_can_be_changed_while_the_poll_is_open() -> None:
    session = cast.make_session()
    number = opened(session)
    alice, guest = cast.netizen(), cast.guest()
    assert vote(session, number, alice, 1) == {"poll": number, "chosen": ["每天"]}
    vote(session, number, alice, 3)
    vote(session, number, alice, 3)
    vote(session, number, guest, 3)
    assert figures.poll_totals(session.pk)[number] | {"version": 0} == {
        "version": 0,
        "users": 1,
        "guests": 1,
        "votes": [0, 0, 2],
        "options": [],
    }
    assert mine.of(alice, session)["ballots"] == {str(number): ["很少"]}
    assert Ballot.objects.count() == 2
    told = close(session, number)
    assert (told["votes"], told["users"], told["guests"]) == ([0, 0, 2], 1, 1)
    assert refusal(lambda: vote(session, number, alice, 1)) == "poll_closed"


@pytest.mark.parametrize("choices", [(), (4,), (1, 2), (1, 9)])
def test_a_ballot_that_does_not_fit_the_poll_is_refused(choices: tuple[int, ...]) -> None:
    session = cast.make_session()
    number = opened(session)
    assert refusal(lambda: vote(session, number, cast.netizen(), *choices)) == "bad_ballot"
    assert figures.poll_totals(session.pk)[number]["users"] == 0


def test_several_choices_are_counted_up_to_the_most_allowed() -> None:
    session = cast.make_session()
    number = opened(session, form="multiple", most=2)
    vote(session, number, cast.netizen(), 1, 3)
    vote(session, number, cast.netizen(), 2, 3)
    assert refusal(lambda: vote(session, number, cast.neighbour(), 1, 2, 3)) == "bad_ballot"
    assert close(session, number)["votes"] == [0, 1, 1]


def test_a_rating_is_from_one_to_five() -> None:
    session = cast.make_session()
    number = opened(session, form="rating", options=["不要", "理会"])
    vote(session, number, cast.netizen(), 5)
    told = close(session, number)
    assert told["options"] == ["1", "2", "3", "4", "5"]
    assert told["votes"] == [0, 0, 0, 0, 1]


def test_the_results_of_a_hidden_poll_are_told_when_it_is_closed_and_not_before() -> None:
    session = cast.make_session()
    number = opened(session, hidden=True)
    vote(session, number, cast.netizen(), 2)
    running = figures.poll_totals(session.pk)[number]
    assert (running["users"], running["votes"]) == (1, [])
    assert close(session, number)["votes"] == [0, 1, 0]


def test_a_word_is_public_once_staff_have_let_it_through_and_the_same_words_are_one() -> None:
    session = cast.make_session()
    number = opened(session, form="words", options=[], most=3)
    vote(session, number, cast.netizen(), words=["拥挤", "准时"])
    vote(session, number, cast.neighbour(), words=["拥挤!", "骂人的话"])
    assert figures.poll_totals(session.pk)[number]["options"] == []
    for word, shown in (("拥挤", True), ("准时", True), ("骂人的话", False)):
        act = acts.ShowWord(ref=ref(), poll=number, word=word, shown=shown)
        do(session, act, cast.moderator())
    running = figures.poll_totals(session.pk)[number]
    assert (running["options"], running["votes"]) == (["拥挤", "准时"], [2, 1])
    assert mine.of(cast.neighbour(), session)["ballots"] == {str(number): ["拥挤", "骂人的话"]}
    assert close(session, number)["options"] == ["拥挤", "准时"]


def test_a_word_that_was_let_through_can_be_taken_back() -> None:
    session = cast.make_session()
    number = opened(session, form="words", options=[])
    vote(session, number, cast.netizen(), words=["准时"])
    for shown, left in ((True, ["准时"]), (False, []), (True, ["准时"])):
        do(session, acts.ShowWord(ref=ref(), poll=number, word="准时", shown=shown), cast.host())
        assert figures.poll_totals(session.pk)[number]["options"] == left


def test_a_word_of_a_counted_cloud_can_be_taken_back_and_its_place_says_so(client: Client) -> None:
    session = cast.make_session()
    number = opened(session, form="words", options=[], most=2)
    vote(session, number, cast.netizen(), words=["拥挤", "暗号木槿"])
    vote(session, number, cast.guest(), words=["拥挤"])
    for word in ("拥挤", "暗号木槿"):
        do(session, acts.ShowWord(ref=ref(), poll=number, word=word, shown=True), cast.host())

    def take_back(word: str, poll: int = number) -> Any:
        act = acts.TakeBackWord(ref=ref(), poll=poll, word=word)
        return do(session, act, cast.moderator())

    assert refusal(lambda: take_back("暗号木槿")) == "illegal_step"
    close(session, number)
    read = f"/api/v1/sessions/{session.number}"
    assert "暗号木槿" in client.get(f"{read}/log?after=0").content.decode()
    take_back("暗号木槿")
    told = projection.current(session).state["polls"][str(number)]
    assert (told["options"], told["votes"], told["guests"]) == (["拥挤", ""], [2, 1], 1)
    for wrong in ("暗号木槿", "没有人说过", "\x00"):
        assert refusal(lambda word=wrong: take_back(word)) == "not_found"  # type: ignore[misc]
    shown = f"/sessions/{session.number}/"
    for path in (f"{read}/log?after=0", f"{read}/snapshot", shown, f"{shown}screen/"):
        assert "暗号木槿" not in client.get(path).content.decode(), path
    entry = client.get(shown, headers=ENGLISH).content.decode().split('class="entry polled"')[2]
    assert "1 word was taken back" in entry
    another = opened(session)
    close(session, another)
    assert refusal(lambda: take_back("每天", another)) == "not_found"


def test_a_word_has_letters_and_is_the_same_in_every_way_of_writing_it() -> None:
    session = cast.make_session()
    number = opened(session, form="words", options=[], most=2)
    assert refusal(lambda: vote(session, number, cast.netizen(), words=["!!", " "])) == "bad_ballot"
    assert vote(session, number, cast.netizen(), words=["BRT", "ＢＲＴ！"])["chosen"] == ["BRT"]
    assert vote(session, number, cast.guest(), words=["brt"])["chosen"] == ["BRT"]


def test_a_prepared_poll_that_a_colleague_changed_meanwhile_is_not_overwritten() -> None:
    session = cast.make_session()
    number = prepare(session)
    prepare(session, poll=number, version=1, question="同事改过的问题")
    for seen in (0, 1, 3):
        mine_too = {"poll": number, "version": seen, "question": "我改的问题"}
        assert refusal(lambda fields=mine_too: prepare(session, **fields)) == "stale"  # type: ignore[misc]
    assert Poll.objects.get().question == "同事改过的问题"


def test_a_ballot_costs_the_same_however_many_words_others_gave(
    django_assert_num_queries: Any,
) -> None:
    session = cast.make_session()
    number = opened(session, form="words", options=[], most=3)
    crowd = [cast.who(cast.person(f"voter{n}")) for n in range(3)]
    queries = []
    for n, by in enumerate(crowd):
        words = [f"词{n}", f"语{n}", f"句{n}"]
        with CaptureQueriesContext(connection) as seen:
            vote(session, number, by, words=words)
        queries.append(len(seen))
    assert len(set(queries)) == 1
    with django_assert_num_queries(2):
        assert mine.ballots_of(session.pk, crowd[0].key) == {str(number): ["词0", "语0", "句0"]}
    with django_assert_num_queries(2):
        figures.poll_totals(session.pk)


def test_one_poll_is_open_at_a_time_and_the_end_of_the_session_counts_it() -> None:
    session = cast.make_session()
    first, second = opened(session), prepare(session, question="第二个投票？")
    act = acts.OpenPoll(ref=ref(), poll=second)
    assert refusal(lambda: do(session, act, cast.host())) == "poll_open"
    vote(session, first, cast.netizen(), 1)
    closing.end_session(session, by=cast.host())
    told = projection.current(session).state["polls"]
    assert told[str(first)]["votes"] == [1, 0, 0]
    assert str(second) not in told


def test_who_may_not_support_may_not_vote_and_only_the_host_asks() -> None:
    session = cast.make_session(guests_may_support=False)
    number = opened(session)
    assert refusal(lambda: vote(session, number, cast.guest(), 1)) == "sign_in_needed"
    mine_to_ask = acts.PreparePoll(ref=ref(), question="x", form="single", options=["a", "b"])
    for somebody in (cast.moderator(), cast.leader(), cast.netizen()):
        who = somebody
        assert refusal(lambda who=who: do(session, mine_to_ask, who)) == "not_allowed"  # type: ignore[misc]


@pytest.mark.parametrize(
    "fields",
    [{"options": ["一个"]}, {"options": ["同", "同"]}, {"options": [str(n) for n in range(13)]}],
)
def test_a_poll_that_nobody_could_answer_is_refused(fields: dict[str, Any]) -> None:
    session = cast.make_session()
    assert refusal(lambda: prepare(session, **fields)) == "bad_poll"
