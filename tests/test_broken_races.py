"""Two processes at once: the same act twice, one bad ask among good ones, two who begin a draft."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections, transaction

from accounts.services import closing as accounts
from dialogue import acts, projection
from dialogue.intake import Intake
from dialogue.models import (
    Acknowledgement,
    Ballot,
    Opinion,
    Poll,
    PollOption,
    Question,
    Support,
)
from dialogue.services import asking, closing, drafts, opinions
from dialogue.services.asking import Ask, ask_many
from log.codes import Refused
from log.models import Event
from moderation.acts import Approve
from sessions_app.models import Session
from tests import cast, faces

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run jobs at the same time, each in a thread with a connection of its own."""
    start = threading.Barrier(len(jobs))
    results: list[Any] = [None] * len(jobs)

    def run(i: int) -> None:
        start.wait(10)
        try:
            results[i] = jobs[i]()
        except Exception as error:  # noqa: BLE001
            results[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_an_act_sent_again_while_it_still_runs_gets_the_same_answer() -> None:
    session = cast.make_session()
    for i in range(8):
        question = cast.ask(session, f"第 {i} 个问题什么时候处理?")
        act = Approve(ref=cast.ref(), number=question.number, version=1)
        by = cast.moderator()

        def send(act: Approve = act, by: Any = by) -> Any:
            return cast.do(Session.objects.get(pk=session.pk), act, by)

        results = at_once([send] * 4)
        assert all(result == results[0] for result in results), results
        assert results[0]["state"] == "published"


def test_the_same_ask_from_many_sides_is_one_question() -> None:
    session = cast.make_session()
    by = cast.netizen()
    act = acts.Ask(ref=cast.ref(), text="同一个问题会不会变成两个?")
    results = at_once([lambda: ask_many(session.pk, [Ask(by, act)])[0]] * 6)
    assert all(result == results[0] for result in results), results
    assert Question.objects.filter(session=session).count() == 1


async def test_one_ask_that_cannot_be_written_does_not_sink_its_neighbours(
    monkeypatch: Any,
) -> None:
    session = await sync_to_async(cast.make_session)()
    by = await sync_to_async(cast.netizen)()
    original = asking._Batch._question

    def fails(self: Any, ask: Ask, text: str, found: Any) -> Question:
        if "毒" in text:
            raise RuntimeError("a bug of ours")
        return original(self, ask, text, found)

    monkeypatch.setattr(asking._Batch, "_question", fails)
    intake = Intake()
    texts = ["第一个好问题在这里", "这个问题有毒,请小心", "第二个好问题在这里"]
    answers = await asyncio.gather(
        *(intake.submit(session.pk, Ask(by, acts.Ask(ref=cast.ref(), text=t))) for t in texts)
    )
    kinds = [answer.code if isinstance(answer, Refused) else "ok" for answer in answers]
    assert kinds == ["ok", "server_error", "ok"]


def test_two_who_begin_the_same_draft_do_not_overwrite_each_other() -> None:
    session = cast.make_session()
    for i in range(6):
        question = cast.published(session, f"第 {i} 个问题谁来写草稿?")
        by = cast.leader()
        number = question.number

        def save(number: int = number, by: Any = by) -> Any:
            return drafts.save(session, number=number, text="草稿", version=0, by=by)

        results = at_once([save] * 3)
        kinds = sorted(getattr(r, "code", type(r).__name__) for r in results)
        assert kinds == ["Draft", "stale", "stale"]


def _asked(session: Session, form: str) -> int:
    options = ["是", "否"] if form == "single" else []
    act = acts.PreparePoll(ref=cast.ref(), question="赞成吗？", form=form, options=options)  # type: ignore[arg-type]
    number: int = cast.do(session, act, cast.host())["poll"]
    cast.do(session, acts.OpenPoll(ref=cast.ref(), poll=number), cast.host())
    return number


def test_two_ballots_of_one_person_at_once_are_one_and_the_count_is_right() -> None:
    session, by = cast.make_session(), cast.netizen()
    number = _asked(session, "single")

    def vote(place: int) -> Callable[[], Any]:
        act = acts.Vote(ref=cast.ref(), poll=number, choices=[place])
        return lambda: cast.do(Session.objects.get(pk=session.pk), act, by)

    results = at_once([vote(1), vote(2)] * 4)
    assert not [r for r in results if isinstance(r, Exception)], results
    (ballot,) = Ballot.objects.all()
    votes = dict(PollOption.objects.values_list("place", "votes"))
    assert votes == {1: 0, 2: 0} | {ballot.choices[0]: 1}
    assert Poll.objects.get().voters == 1


def test_a_new_word_that_several_people_give_at_once_is_one_word_with_all_their_votes() -> None:
    session = cast.make_session()
    number = _asked(session, "words")

    def give(name: str) -> Callable[[], Any]:
        act = acts.Vote(ref=cast.ref(), poll=number, words=["准时"])
        by = cast.who(cast.person(name))
        return lambda: cast.do(Session.objects.get(pk=session.pk), act, by)

    results = at_once([give(f"voter{n}") for n in range(6)])
    assert not [r for r in results if isinstance(r, Exception)], results
    assert list(PollOption.objects.values_list("text", "votes")) == [("准时", 6)]
    assert Poll.objects.get().voters == 6


@pytest.mark.parametrize("_round", range(3))
def test_end_and_all_that_happens_just_then_leave_a_whole_record(_round: int) -> None:
    session = cast.make_session(per_person=20)
    questions = [cast.published(session, f"第 {i} 个公开问题是什么?") for i in range(4)]
    held = [cast.ask(session, f"第 {i} 个等待的问题呢?") for i in range(4)]
    said = [cast.answered(session, f"第 {i} 个答过的问题?").answers.get().seq for i in range(4)]
    alice, bob, chair, desk = (cast.netizen(), cast.neighbour(), cast.host(), cast.moderator())

    def do(act: Any, by: Any) -> Callable[[], Any]:
        return lambda: cast.do(Session.objects.get(pk=session.pk), act, by)

    jobs = [do(acts.End(ref=cast.ref()), chair)]
    for q, h in zip(questions, held, strict=True):
        jobs += [
            do(acts.Support(ref=cast.ref(), number=q.number), bob),
            do(acts.TakeUp(ref=cast.ref(), number=q.number), chair),
            do(acts.Answer(ref=cast.ref(), number=q.number, text="答。", speaker="l1"), chair),
            do(Approve(ref=cast.ref(), number=h.number, version=1), desk),
            do(acts.Withdraw(ref=cast.ref(), number=h.number), alice),
        ]
    jobs += [do(acts.Rate(ref=cast.ref(), seq=seq, stars=4), alice) for seq in said]
    jobs += [do(acts.Ask(ref=cast.ref(), text="最后一刻还能提问吗?"), bob)]
    jobs += [do(acts.TakeDown(ref=cast.ref(), number=1, reason="privacy"), desk)]
    wrong = [r for r in at_once(jobs) if isinstance(r, Exception) and not isinstance(r, Refused)]
    assert wrong == [], [str(r) for r in wrong]
    for stream_id in (session.public_id, session.desk_id):
        seqs = list(
            Event.objects.filter(stream_id=stream_id).order_by("seq").values_list("seq", flat=True)
        )
        assert seqs == list(range(1, len(seqs) + 1))


def test_a_first_reaction_that_is_under_way_at_the_end_is_on_record() -> None:
    session = cast.make_session()
    seq = cast.answered(session).answers.get().seq
    by, host = cast.netizen(), cast.host()
    given, ended = threading.Event(), threading.Event()

    def react() -> None:
        with transaction.atomic():
            opinions.react(Session.objects.get(pk=session.pk), seq=seq, reaction="clear", by=by)
            given.set()
            # The end has to wait for this: it comes to a stop, or it is over already.
            ended.wait(0.5)

    def end() -> None:
        given.wait(10)
        closing.end_session(Session.objects.get(pk=session.pk), by=host)
        ended.set()

    assert at_once([react, end]) == [None, None]
    assert projection.current(session).state["opinions"] == {str(seq): [0, 1, 0, 0, 0]}


@pytest.mark.parametrize("_round", range(2))
def test_polls_opinions_and_promises_of_the_last_moment_neither_block_nor_lose_one_another(
    _round: int,
) -> None:
    session = cast.make_session()
    questions = [cast.answered(session, f"第 {i} 个答过的问题?") for i in range(3)]
    number = _asked(session, "words")
    cast.do(session, acts.Vote(ref=cast.ref(), poll=number, words=["准时"]), cast.netizen())
    alice, bob, chair, desk = (cast.netizen(), cast.neighbour(), cast.host(), cast.moderator())
    unit = faces.bureau().pk

    def do(act: Any, by: Any) -> Callable[[], Any]:
        return lambda: cast.do(Session.objects.get(pk=session.pk), act, by)

    jobs = [do(acts.End(ref=cast.ref()), chair), do(acts.ClosePoll(ref=cast.ref(), poll=1), chair)]
    jobs += [do(acts.Pin(ref=cast.ref(), text="公告"), chair)]
    jobs += [do(acts.Extend(ref=cast.ref(), minutes=5), chair)]
    for shown in (True, False):
        act = acts.ShowWord(ref=cast.ref(), poll=number, word="准时", shown=shown)
        jobs += [do(act, desk), do(acts.Vote(ref=cast.ref(), poll=number, words=["方便"]), bob)]
    for question in questions:
        seq = question.answers.get().seq
        jobs += [
            do(acts.React(ref=cast.ref(), seq=seq, reaction="clear"), alice),
            do(acts.Rate(ref=cast.ref(), seq=seq, stars=5), bob),
            do(acts.Correct(ref=cast.ref(), target=seq, text="改。", reason="错字"), chair),
            do(acts.Assign(ref=cast.ref(), number=question.number, unit=unit), chair),
            do(faces.promise(number=question.number, speaker="l1"), chair),
        ]
    wrong = [r for r in at_once(jobs) if isinstance(r, Exception) and not isinstance(r, Refused)]
    assert wrong == [], [str(r) for r in wrong]
    assert not Poll.objects.filter(state="open").exists()


def test_a_vote_that_is_under_way_when_the_account_is_closed_is_found_and_forgotten() -> None:
    session, person = cast.make_session(), cast.person("alice")
    by, number = cast.who(person), faces.open_poll(session)
    given, closed = threading.Event(), threading.Event()

    def vote() -> None:
        with transaction.atomic():
            act = acts.Vote(ref=cast.ref(), poll=number, choices=[1])
            cast.do(Session.objects.get(pk=session.pk), act, by)
            given.set()
            # The closing has to wait for this.
            assert not closed.wait(0.5)

    def close() -> None:
        given.wait(10)
        accounts.close(person)
        closed.set()

    assert at_once([vote, close]) == [None, None]
    assert (Ballot.objects.count(), Poll.objects.get().voters) == (0, 1)


@pytest.mark.parametrize("_round", range(2))
def test_an_account_closed_amid_its_own_acts_leaves_no_key_and_blocks_nobody(_round: int) -> None:
    session, person = cast.make_session(per_person=20), cast.person("alice")
    by, other, number = cast.who(person), cast.neighbour(), faces.open_poll(session)
    questions = [cast.answered(session, f"第 {i} 个答过的问题?") for i in range(3)]

    def do(act: Any, by: Any = by) -> Callable[[], Any]:
        return lambda: cast.do(Session.objects.get(pk=session.pk), act, by)

    def ask(text: str) -> Callable[[], Any]:
        asks = [Ask(who, acts.Ask(ref=cast.ref(), text=text)) for who in (other, by)]
        return lambda: ask_many(session.pk, asks)

    jobs: list[Callable[[], Any]] = [lambda: accounts.close(person)]
    for n, question in enumerate(questions):
        seq = question.answers.get().seq
        jobs += [
            do(acts.Support(ref=cast.ref(), number=question.number)),
            do(acts.Rate(ref=cast.ref(), seq=seq, stars=4)),
            do(acts.Vote(ref=cast.ref(), poll=number, choices=[n % 2 + 1])),
            ask(f"最后第 {n} 个问题还来得及吗?"),
        ]
    wrong = [r for r in at_once(jobs) if isinstance(r, Exception) and not isinstance(r, Refused)]
    assert wrong == [], [str(r) for r in wrong]
    for table in (Support, Ballot, Opinion, Acknowledgement):
        assert not table._default_manager.filter(principal=by.key).exists()
    assert set(Question.objects.filter(user=person).values_list("name", flat=True)) == {""}
