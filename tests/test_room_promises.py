"""What is promised, handed to a department, answered aloud, pinned, noted and extended live."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Organisation
from dialogue import acts, projection
from dialogue.events import Source
from dialogue.models import Note, Promise
from dialogue.services import closing, publishing
from dialogue.states import State
from tests import cast, clocks
from tests.cast import do, ref, refusal
from tests.faces import bureau, promise

pytestmark = pytest.mark.django_db


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def test_a_promise_stands_in_the_record_with_its_unit_and_its_day() -> None:
    session = cast.make_session()
    question = cast.answered(session)
    seq = do(session, promise(number=question.number), cast.leader())["seq"]
    told = projection.current(session).state["promises"][str(seq)]
    assert (told["text"], told["unit"]) == ("月底前恢复直达", "公共交通处")
    assert (told["number"], told["due"]) == (question.number, tomorrow())
    assert Promise.objects.get().unit == bureau()


def test_a_promise_for_a_day_gone_by_or_a_foreign_unit_is_refused() -> None:
    session = cast.make_session()
    foreign = Organisation.objects.create(name="别市交通局", parent=None)
    late = promise(due=(timezone.localdate() - timedelta(days=1)).isoformat())
    assert refusal(lambda: do(session, late, cast.leader())) == "due_passed"
    assert refusal(lambda: do(session, promise(due="2026-02-30"), cast.leader())) == "bad_act"
    far = promise(due=(timezone.localdate() + timedelta(days=731)).isoformat())
    assert refusal(lambda: do(session, far, cast.leader())) == "due_too_far"
    never = promise(due="9999-12-31")
    assert refusal(lambda: do(session, never, cast.leader())) == "due_too_far"
    strange = promise(unit=foreign.pk)
    assert refusal(lambda: do(session, strange, cast.leader())) == "unknown_unit"
    assert refusal(lambda: do(session, promise(), cast.netizen())) == "not_allowed"
    assert not Promise.objects.exists()


def test_today_and_the_day_two_years_ahead_can_be_promised_in_the_platforms_own_zone() -> None:
    # Nine in the evening in London is five the next morning in Beijing.
    with clocks.at(datetime(2036, 11, 27, 21, tzinfo=UTC)):
        session = cast.make_session()
        for due in ("2036-11-28", "2038-11-28"):
            do(session, promise(due=due), cast.leader())
        for due, code in (("2036-11-27", "due_passed"), ("2038-11-29", "due_too_far")):
            assert refusal(partial(do, session, promise(due=due), cast.leader())) == code


def test_a_question_handed_to_a_department_waits_no_longer_and_stays_unanswered() -> None:
    session = cast.make_session()
    first, second = cast.published(session), cast.published(session, "第二个问题：几点有车？")
    do(session, acts.Order(ref=ref(), numbers=[second.number]), cast.host())
    do(session, acts.TakeUp(ref=ref(), number=first.number), cast.host())
    for question in (first, second):
        act = acts.Assign(ref=ref(), number=question.number, unit=bureau().pk)
        assert do(session, act, cast.leader())["unit"] == "公共交通处"
        question.refresh_from_db()
        assert (question.state, question.unit) == (State.PUBLISHED, bureau())
    state = projection.current(session).state
    assert (state["current"], state["next"]) == (None, [])


def test_an_answer_given_aloud_settles_the_question_and_its_words_may_follow() -> None:
    session = cast.make_session()
    question = cast.published(session)
    do(session, acts.AnswerAloud(ref=ref(), number=question.number), cast.leader())
    words = acts.Answer(ref=ref(), number=question.number, text="会恢复。", speaker="l1")
    do(session, words, cast.stenographer())
    state = projection.current(session).state
    assert [entry["type"] for entry in state["entries"][-2:]] == ["aloud", "answer"]
    assert state["questions"][str(question.number)]["state"] == "answered"


def test_two_who_mark_a_question_as_answered_aloud_at_once_mark_it_once() -> None:
    session = cast.make_session()
    question = cast.published(session)
    for by, who in (("l1", cast.stenographer()), ("l1", cast.host())):
        do(session, acts.AnswerAloud(ref=ref(), number=question.number, speaker=by), who)
    assert [entry["type"] for entry in projection.current(session).state["entries"]].count(
        "aloud"
    ) == 1
    # Asked once more, it may be answered aloud once more.
    do(session, acts.TakeUp(ref=ref(), number=question.number), cast.host())
    do(session, acts.AnswerAloud(ref=ref(), number=question.number), cast.leader())
    assert len(projection.current(session).state["questions"]["1"]["answers"]) == 2


def test_two_who_take_a_question_up_at_once_take_it_up_once() -> None:
    session = cast.make_session()
    question = cast.published(session)
    do(session, acts.TakeUp(ref=ref(), number=question.number), cast.host())
    before = projection.current(session)
    do(session, acts.TakeUp(ref=ref(), number=question.number), cast.leader())
    assert projection.current(session) == before


def test_whoever_has_not_seen_the_latest_answer_or_correction_is_told_first() -> None:
    session = cast.make_session()
    question = cast.published(session)

    def answer(seen: int | None) -> acts.Answer:
        return acts.Answer(
            ref=ref(), number=question.number, text="会恢复。", speaker="l1", seen=seen
        )

    seq = do(session, answer(0), cast.leader())["seq"]
    assert refusal(lambda: do(session, answer(0), cast.leader())) == "answered_meanwhile"
    for seen in (1, None):
        do(session, answer(seen), cast.stenographer())

    def correct(seen: int | None) -> acts.Correct:
        return acts.Correct(ref=ref(), target=seq, text="年底恢复。", reason="笔误", seen=seen)

    do(session, correct(0), cast.stenographer())
    assert refusal(lambda: do(session, correct(0), cast.host())) == "corrected_meanwhile"
    for seen in (1, None):
        do(session, correct(seen), cast.host())


def test_an_answer_names_its_sources_and_a_crooked_address_is_refused() -> None:
    session = cast.make_session()
    question = cast.published(session)

    def answer(href: str) -> acts.Answer:
        source = Source(title=" 线网方案 ", href=href)
        return acts.Answer(ref=ref(), number=question.number, text="好。", sources=[source])

    for href in ("javascript:alert(1)", "https://x@evil.example", "http://[x:y]", "a b"):
        assert refusal(lambda href=href: do(session, answer(href), cast.leader())) == "bad_address"  # type: ignore[misc]
    do(session, answer("https://example.org/plan"), cast.leader())
    entry = projection.current(session).state["entries"][-1]
    assert entry["sources"] == [{"title": "线网方案", "href": "https://example.org/plan"}]


def test_a_notice_can_be_pinned_as_soon_as_a_session_is_announced_and_not_after_its_end() -> None:
    pin = acts.Pin(ref=ref(), text="会场改在二楼。")
    announced = cast.make_session(state="announced")
    do(announced, pin, cast.host())
    assert [each["text"] for each in projection.current(announced).state["pins"]] == [pin.text]
    ended = cast.make_session()
    closing.end_session(ended, by=cast.host())
    assert refusal(lambda: do(ended, pin, cast.host())) == "illegal_step"


def test_three_notices_can_be_pinned_and_taken_away() -> None:
    session = cast.make_session()
    seqs = [
        do(session, acts.Pin(ref=ref(), text=f"公告 {n}"), cast.host())["seq"] for n in (1, 2, 3)
    ]
    more = acts.Pin(ref=ref(), text="公告 4")
    assert refusal(lambda: do(session, more, cast.host())) == "too_many_pins"
    do(session, acts.Unpin(ref=ref(), target=seqs[1]), cast.host())
    pinned = [pin["text"] for pin in projection.current(session).state["pins"]]
    assert pinned == ["公告 1", "公告 3"]
    before = projection.current(session).state
    # Two hosts take the same one away: neither is told of a fault.
    do(session, acts.Unpin(ref=ref(), target=seqs[1]), cast.host())
    assert projection.current(session).state == before
    nothing = acts.Unpin(ref=ref(), target=seqs[1] + 100)
    assert refusal(lambda: do(session, nothing, cast.host())) == "not_found"
    assert refusal(lambda: do(session, more, cast.moderator())) == "not_allowed"


def test_a_note_is_acknowledged_by_whom_it_is_for_and_the_public_knows_nothing_of_it() -> None:
    session = cast.make_session()
    note = acts.SendNote(ref=ref(), to="l1", text="第 3 题的数字以 10 月统计为准")
    number = do(session, note, cast.moderator())["note"]
    for somebody in (cast.host(), cast.netizen()):
        seen = acts.AcknowledgeNote(ref=ref(), note=number)
        assert refusal(lambda who=somebody, act=seen: do(session, act, who)) == "not_allowed"  # type: ignore[misc]
    do(session, acts.AcknowledgeNote(ref=ref(), note=number), cast.leader())
    assert Note.objects.get().seen_by == cast.leader().key
    assert "10 月统计" not in str(projection.current(session).state)


def test_a_session_is_extended_and_ended_with_words_in_the_record() -> None:
    session = cast.make_session()
    planned = session.ends_at
    do(session, acts.Extend(ref=ref(), minutes=30, note="问题很多"), cast.host())
    session.refresh_from_db()
    assert session.ends_at == planned + timedelta(minutes=30)
    for _again in range(2):
        do(session, acts.Extend(ref=ref(), minutes=240), cast.host())
    for_ever = acts.Extend(ref=ref(), minutes=240)
    assert refusal(lambda: do(session, for_ever, cast.host())) == "too_long"
    closing.end_session(session, by=cast.host(), summary=" 谢谢大家。 ")
    told = projection.current(session).state["entries"]
    assert [(e["notice"], e["text"]) for e in told if e["notice"] in {"extended", "ended"}] == [
        ("extended", "问题很多"),
        ("extended", ""),
        ("extended", ""),
        ("ended", "谢谢大家。"),
    ]


def test_a_topic_goes_with_the_question_and_only_the_sessions_own_are_taken() -> None:
    session = cast.make_session("draft")
    topic = session.topics.create(code="buses", name="公交", name_en="Buses")
    cast.bring_to(session, "live")
    act = acts.Ask(ref=ref(), text="107 路什么时候恢复？", topic=topic.code)
    number = do(session, act, cast.netizen())["number"]
    strange = acts.Ask(ref=ref(), text="另一个问题，什么时候？", topic="space")
    assert refusal(lambda: do(session, strange, cast.netizen())) == "unknown_topic"
    held = session.questions.get(number=number)
    publishing.publish(session, number=number, version=held.version, by=cast.moderator())
    assert projection.current(session).state["questions"][str(number)]["topic"] == "buses"
