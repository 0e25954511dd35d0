"""Acts by socket: acknowledged once, told to whom they concern."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import orjson
import pytest
from asgiref.sync import sync_to_async

from accounts.principals import Principal
from dialogue import acts, live, ticks
from dialogue.ring import Frame
from dialogue.services import drafts, notes, publishing
from dialogue.upkeep import Upkeep
from log.codes import Close
from tests import cast
from tests.sockets import Message, following

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]


make_session = sync_to_async(cast.make_session)

published = sync_to_async(cast.published)

ask = sync_to_async(cast.ask)

netizen = sync_to_async(cast.netizen)

neighbour = sync_to_async(cast.neighbour)

moderator = sync_to_async(cast.moderator)


async def test_asking_by_socket_is_acknowledged_and_repeats_are_harmless() -> None:
    session, alice = await make_session(), await netizen()
    async with following(session, alice) as viewer:
        act = {"do": "ask", "ref": cast.ref(), "text": "公交末班车能不能延长到十点?"}
        ack = await viewer.act(**act)
        assert ack["ok"] is True
        assert ack["result"]["state"] == "held"
        viewer.frames.clear()
        assert await viewer.act(**act) == ack


async def test_acts_without_a_token_are_refused_in_words() -> None:
    session = await make_session()
    async with following(session) as viewer:
        ack = await viewer.act(do="ask", ref=cast.ref(), text="没有登录也想问一个问题")
        assert ack["error"]["code"] == "sign_in_needed"
        assert ack["error"]["message"] != "sign_in_needed"


async def test_an_asker_is_told_what_became_of_the_question_and_others_are_not() -> None:
    session, alice, bob = await make_session(), await netizen(), await neighbour()
    question = await ask(session, by=alice)
    async with following(session, alice) as mine, following(session, bob) as other:
        await sync_to_async(publishing.decline)(
            session, number=question.number, version=1, reason="off_topic", words="", by=bob
        )
        news = await mine.until(lambda frame: frame["t"] == "mine")
        assert news["questions"][0]["state"] == "declined"
        assert news["questions"][0]["reason_text"]
        # A later event that both see: nothing personal came before it to the other one.
        await published(session, "另一个公开的问题在这里")
        await other.kind("question.published")
        assert not [
            frame
            for frame in other.frames
            if frame["t"] == "mine"
            and any(row["number"] == question.number for row in frame["questions"])
        ]


async def test_the_desk_is_told_of_changes_with_counters() -> None:
    session, charlie = await make_session(), await moderator()
    async with following(session, charlie, desk=True) as desk:
        question = await ask(session)
        news = await desk.until(lambda frame: frame["t"] == "desk")
        assert news["numbers"] == [question.number]
        assert news["counters"]["held"] == 1


async def test_staff_are_told_which_drafts_and_notes_changed_and_nobody_what_they_say() -> None:
    session, charlie = await make_session(), await moderator()
    question = await published(session)
    leader, erik = await sync_to_async(cast.leader)(), await sync_to_async(cast.host)()
    secret = "内部口径：先不提资金缺口"
    async with (
        following(session, charlie, desk=True) as desk,
        following(session, await netizen()) as viewer,
    ):
        await sync_to_async(drafts.save)(
            session, number=question.number, text=secret, version=0, by=leader
        )
        written = await desk.until(lambda frame: frame["t"] == "drafts")
        await sync_to_async(notes.send)(session, to="l1", about=None, text=secret, by=erik)
        sent = await desk.until(lambda frame: frame["t"] == "notes")
        await published(session, "另一个公开的问题在这里")
        await viewer.kind("question.published")
        assert (written["numbers"], sent["numbers"]) == ([question.number], [1])
        assert {"drafts", "notes"}.isdisjoint(frame["t"] for frame in viewer.frames)
        assert secret not in str([*desk.frames, *viewer.frames])


def told(*, number: int, support: list[int]) -> Callable[[Message], bool]:
    return lambda frame: frame["t"] == "tick" and frame.get("support") == {str(number): support}


async def test_support_is_told_as_a_tick() -> None:
    session, bob = await make_session(), await neighbour()
    question = await published(session)
    async with following(session, bob) as viewer:
        ack = await viewer.act(do="support", ref=cast.ref(), number=question.number)
        assert ack["result"]["support"] == [1, 0]
        await viewer.until(told(number=question.number, support=[1, 0]))


async def test_support_whose_hint_was_lost_is_told_by_the_next_look() -> None:
    session, bob = await make_session(), await neighbour()
    question = await published(session)
    async with following(session) as viewer:

        def support_elsewhere() -> None:
            cast.do(session, acts.Support(ref=cast.ref(), number=question.number), bob)
            ticks.take()

        await sync_to_async(support_elsewhere)()
        await viewer.until(told(number=question.number, support=[1, 0]))


async def test_whoever_was_away_while_a_tick_was_told_learns_the_totals_on_joining() -> None:
    session, bob = await make_session(), await neighbour()
    question = await published(session)
    async with following(session, bob) as viewer:
        await viewer.act(do="support", ref=cast.ref(), number=question.number)
        await viewer.until(told(number=question.number, support=[1, 0]))
        room = await live.here().room(session.number)
        async with following(session, after=room.room.seq) as late:
            tick = await late.until(lambda frame: frame["t"] == "tick" and "support" in frame)
            assert tick["support"] == {str(question.number): [1, 0]}


async def test_a_tick_told_while_somebody_is_still_being_sent_the_log_is_not_lost_to_them() -> None:
    session = await make_session()
    question = await published(session)
    room = await live.here().room(session.number)
    line = Written()
    joining = asyncio.create_task(room.join(line, epoch=room.room.epoch, after=0))
    await asyncio.sleep(0)  # it has begun, and waits for the log
    room.tell_figures("support", {question.number: [1, 0]})
    assert line.frames == []
    assert await joining
    assert line.frames[-1] == {"t": "tick", "support": {str(question.number): [1, 0]}}


class Written:
    """A member of a room that keeps what is written to it."""

    principal: Principal | None = None
    desk = False
    place = ""
    language = "en"

    def __init__(self) -> None:
        self.frames: list[Message] = []

    def write(self, frame: Frame) -> None:
        self.frames.append(orjson.loads(frame.payload))

    def is_away(self) -> bool:
        return False

    def dismiss(self, why: Close) -> None:
        raise AssertionError(why)


async def test_support_of_what_was_taken_down_is_not_told_again_at_every_look() -> None:
    session, bob = await make_session(), await neighbour()
    gone, stays = await published(session), await published(session, "第二个问题：几点有车？")
    async with following(session, bob) as viewer:
        await viewer.act(do="support", ref=cast.ref(), number=gone.number)
        await viewer.until(told(number=gone.number, support=[1, 0]))
        await sync_to_async(publishing.take_down)(
            session, number=gone.number, reason="privacy", by=await moderator()
        )
        await viewer.kind("question.taken_down")
        room = await live.here().room(session.number)
        await Upkeep(live.here()).heal()
        assert room.figures["support"] == {stays.number: [0, 0]}


async def test_figures_of_a_poll_that_is_closed_are_told_to_nobody_who_comes_later() -> None:
    session, bob = await make_session(), await neighbour()

    def asked() -> None:
        act = acts.PreparePoll(
            ref=cast.ref(), question="几点？", form="single", options=["七", "八"]
        )
        cast.do(session, act, cast.host())
        cast.do(session, acts.OpenPoll(ref=cast.ref(), poll=1), cast.host())

    await sync_to_async(asked)()
    async with following(session, bob) as viewer:
        await viewer.act(do="vote", ref=cast.ref(), poll=1, choices=[1])
        await viewer.until(lambda frame: frame["t"] == "tick" and "polls" in frame)
        close = acts.ClosePoll(ref=cast.ref(), poll=1)
        await sync_to_async(cast.do)(session, close, await sync_to_async(cast.host)())
        await viewer.kind("poll.closed")
        room = await live.here().room(session.number)
        await Upkeep(live.here()).heal()
        assert room.figures["polls"] == {}
