"""Opening a case and working on it: rights, versions, the log and its fold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Organisation
from accounts.principals import SYSTEM, Principal
from cases import notes, rules
from cases.models import Case, CaseQuestion, CaseYear
from cases.services import handling, opening
from cases.services.opening import open_from_question
from cases.titles import title_of
from dialogue.models import Question
from dialogue.services import publishing, speaking
from log.codes import Refused
from log.models import Event, Stream
from sessions_app.models import Session
from tests import casework, cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


def events(case: Case, audience: str = "public") -> list[Event]:
    return list(
        Event.objects.filter(
            stream__owner_kind="case", stream__owner_id=case.pk, stream__audience=audience
        ).order_by("seq")
    )


# --- Opening ------------------------------------------------------------------------


def test_a_leftover_becomes_a_case_and_the_session_says_so() -> None:
    question = casework.leftover()
    case = open_from_question(question)
    question.refresh_from_db()
    assert case.number == f"{timezone.localdate().year}0001"
    assert (case.title, case.text) == (casework.WORDS, casework.WORDS)
    assert (case.state, case.version, case.organisation) == ("received", 1, cast.city())
    assert (question.state, question.case_number) == ("handed_over", case.number)
    (told,) = events(case)
    assert told.kind == "case.received"
    assert (told.actor, told.number) == ("system", question.number)
    assert told.data == {
        "case": case.number,
        "session": question.session.number,
        "number": question.number,
        "title": casework.WORDS,
        "text": casework.WORDS,
        "unit": cast.city().name,
        "due_on": case.due_on.isoformat(),
        "limit": {"days": 5, "counted": "working"},
    }
    assert events(case, "desk") == []
    casework.assert_fold_is_row(case)
    assert_fold_is_tables(question.session)


def test_opening_twice_gives_the_same_case() -> None:
    question = casework.leftover()
    first = open_from_question(question)
    assert open_from_question(Question.objects.get(pk=question.pk)) == first
    assert Case.objects.count() == CaseQuestion.objects.count() == 1
    assert Event.objects.filter(kind="question.handed_over").count() == 1


def test_the_database_holds_that_a_question_has_one_case() -> None:
    case = casework.received()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseQuestion.objects.create(case=case, question=Question.objects.get())


def test_numbers_count_on_without_a_gap_even_after_a_refusal() -> None:
    session = casework.over("第一个问题?", "第二个问题?", "第三个问题?")
    first, second, third = session.questions.order_by("number")
    year = timezone.localdate().year
    assert open_from_question(first).number == f"{year}0001"
    publishing.take_down(session, number=second.number, reason="privacy", by=cast.host())
    with pytest.raises(Refused, match="illegal_step"):
        open_from_question(second)
    assert open_from_question(third).number == f"{year}0002"
    assert CaseYear.objects.get().last == 2


def test_numbers_begin_anew_each_year_and_grow_beyond_four_digits() -> None:
    assert [opening.next_number(2030), opening.next_number(2030)] == ["20300001", "20300002"]
    assert opening.next_number(2031) == "20310001"
    CaseYear.objects.filter(year=2031).update(last=9_999)
    assert opening.next_number(2031) == "203110000"


@pytest.mark.parametrize("make", [cast.ask, cast.declined, cast.answered])
def test_only_what_waits_in_public_becomes_a_case(make: object) -> None:
    session = cast.make_session()
    question = make(session)  # type: ignore[operator]
    Session.objects.filter(pk=session.pk).update(state="archived", ended_at=timezone.now())
    with pytest.raises(Refused, match="illegal_step"):
        open_from_question(question)
    assert not Case.objects.exists()
    assert not Stream.objects.filter(owner_kind="case").exists()


def test_a_session_that_is_not_over_has_no_cases_yet() -> None:
    question = cast.published(cast.make_session())
    with pytest.raises(Refused, match="illegal_step"):
        open_from_question(question)


def test_a_rehearsal_leaves_no_cases_behind() -> None:
    session = cast.make_session(rehearsal=True)
    question = cast.published(session)
    Session.objects.filter(pk=session.pk).update(state="archived", ended_at=timezone.now())
    with pytest.raises(Refused, match="illegal_step"):
        open_from_question(question)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("ended", "decided", "start"),
    [
        (at(20, 17), at(20, 16), date(2026, 11, 20)),  # left over at the end
        (at(20, 17), at(24, 9), date(2026, 11, 24)),  # made public afterwards
        (at(21, 0), at(20, 23), date(2026, 11, 21)),  # the day is the platform's, not UTC's
    ],
)
def test_the_limit_runs_from_the_day_on_which_the_question_was_left_over(
    ended: datetime, decided: datetime, start: date
) -> None:
    question = casework.leftover()
    question.session.ended_at, question.decided_at = ended, decided
    assert opening.left_over_on(question) == start


def test_the_due_day_is_five_working_days_after_the_end() -> None:
    question = casework.leftover()
    Session.objects.filter(pk=question.session_id).update(ended_at=at(20, 17))
    Question.objects.filter(pk=question.pk).update(decided_at=at(20, 16))
    case = open_from_question(Question.objects.select_related("session").get())
    assert case.due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("107 路能不能恢复直达?", "107 路能不能恢复直达?"),
        ("第一行\n第二行 107 路", "第一行第二行 107 路"),
        ("小区停工三个月了。" + "很长" * 40, "小区停工三个月了。"),
        ("一句。" * 30, "一句。" * 13),
        ("很长" * 30 + "。" + "很长" * 30, "很长" * 30 + "。"),
        ("很长" * 50, "很长" * 39 + "很…"),
        ("Why? " * 20, "Why? " * 7 + "Why?"),
    ],
)
def test_a_case_is_called_by_whole_sentences_of_the_question(text: str, title: str) -> None:
    assert title_of(text) == title
    assert len(title_of(text)) <= 80


def test_the_title_and_text_are_those_that_were_published() -> None:
    session = cast.make_session()
    question = cast.ask(session, "我叫张三,住枫林路 12 号,107 路能恢复吗?")
    publishing.publish(
        session, number=question.number, version=1, by=cast.moderator(), text="107 路能恢复吗?"
    )
    Session.objects.filter(pk=session.pk).update(state="archived", ended_at=timezone.now())
    case = open_from_question(Question.objects.select_related("session").get())
    assert "张三" not in f"{case.title}{case.text}{events(case)[0].data}"


# --- Working on it ------------------------------------------------------------------


def test_the_unit_accepts_replies_and_closes_and_the_log_tells_each_step() -> None:
    case = casework.received()
    by = casework.handler()
    casework.assert_fold_is_row(case)
    case = handling.accept(case, version=1, by=by)
    assert (case.state, case.version) == ("accepted", 2)
    casework.assert_fold_is_row(case)
    case = handling.reply(case, version=2, text=f"  {casework.REPLY}\r\n", by=by)
    assert (case.state, case.version, case.reply) == ("answered", 3, casework.REPLY)
    casework.assert_fold_is_row(case)
    case = handling.close(case, version=3, by=by)
    assert (case.state, case.version) == ("closed", 4)
    casework.assert_fold_is_row(case)
    told = events(case)
    assert [event.kind for event in told] == [
        "case.received", "case.accepted", "case.replied", "case.closed",
    ]  # fmt: skip
    assert [event.seq for event in told] == [1, 2, 3, 4]
    assert [event.data for event in told[1:]] == [
        {"unit": case.organisation.name, "due_on": case.due_on.isoformat()},
        {"unit": case.organisation.name, "text": casework.REPLY},
        {},
    ]
    assert {event.actor for event in told[1:]} == {by.key}


def test_closing_counts_the_working_days_since_the_question() -> None:
    case = casework.answered()
    Question.objects.update(asked_at=timezone.now() - timedelta(days=28))
    closed = handling.close(case, version=case.version, by=casework.handler())
    assert closed.working_days is not None
    assert 15 <= closed.working_days <= 20


def test_a_step_names_the_version_it_saw() -> None:
    case = casework.received()
    by, colleague = casework.handler(), casework.handler(username="ke")
    handling.accept(case, version=1, by=colleague)
    with pytest.raises(Refused, match="stale"):
        handling.accept(case, version=1, by=by)
    with pytest.raises(Refused, match="stale"):
        handling.reply(case, version=1, text="答复。", by=by)
    case.refresh_from_db()
    assert (case.state, case.version, case.reply) == ("accepted", 2, "")
    assert len(events(case)) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reply_needed"),
        (" \n\t ", "reply_needed"),
        ("长" * 20_001, "text_too_long"),
        ("看\u202e这里", "text_bad_characters"),
    ],
)
def test_a_reply_that_cannot_be_published_is_refused(text: str, code: str) -> None:
    case = casework.accepted()
    with pytest.raises(Refused, match=code):
        handling.reply(case, version=case.version, text=text, by=casework.handler())
    casework.assert_fold_is_row(case)
    assert len(events(case)) == 2


def test_notes_stay_with_the_unit_and_change_nothing_else() -> None:
    case = casework.accepted()
    by = casework.handler()
    handling.note(case, text="等物业的材料。", by=by)
    handling.note(case, text="材料到了。", by=by)
    before = case.version
    case.refresh_from_db()
    assert case.version == before
    assert len(events(case)) == 2
    assert [event.kind for event in events(case, "desk")] == ["case.noted", "case.noted"]
    assert [(note.text, note.by) for note in notes.of(case)] == [
        ("材料到了。", "jin"), ("等物业的材料。", "jin"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="text_empty"):
        handling.note(case, text=" ", by=by)


def test_a_reply_can_be_given_after_a_leader_answered_late_in_the_session() -> None:
    case = casework.accepted()
    question = Question.objects.get()
    speaking.answer(
        question.session, number=question.number, text="补充一句。", speaker=cast.LEADER,
        by=cast.leader(),
    )  # fmt: skip
    answered = handling.reply(case, version=case.version, text="已办。", by=casework.handler())
    question.refresh_from_db()
    assert (answered.state, question.state) == ("answered", "handed_over")
    assert_fold_is_tables(question.session)


# --- Who may ------------------------------------------------------------------------


def strangers() -> list[Principal]:
    elsewhere = Organisation.objects.get_or_create(name="清江市教育局", parent=None)[0]
    below = Organisation.objects.get_or_create(name="公交处", parent=cast.city())[0]
    return [
        cast.netizen(), cast.guest(), cast.moderator(), cast.host(), cast.leader(), SYSTEM,
        casework.handler(elsewhere, "lan"), casework.handler(below, "mei"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["received", "accepted", "answered", "closed"])
def test_only_those_who_handle_the_units_cases_may_take_a_step(state: str) -> None:
    case = casework.MAKE[state]()
    before = Event.objects.count()
    for who in strangers():
        assert rules.rights(who, case) == frozenset()
        for step in (
            lambda: handling.accept(case, version=case.version, by=who),  # noqa: B023
            lambda: handling.reply(case, version=case.version, text="答。", by=who),  # noqa: B023
            lambda: handling.close(case, version=case.version, by=who),  # noqa: B023
            lambda: handling.note(case, text="记。", by=who),  # noqa: B023
        ):
            with pytest.raises(Refused, match="not_allowed"):
                step()
    assert Event.objects.count() == before


def test_the_right_reaches_from_a_unit_to_those_below_it() -> None:
    case = casework.received()
    city = cast.city()
    top = Organisation.objects.create(name="清江市人民政府")
    city.parent = top
    city.save()
    below = Organisation.objects.create(name="公交处", parent=city)
    mayor = casework.handler(top, "nan")
    assert rules.rights(mayor, Case.objects.get()) == {"handle"}
    assert rules.units_of(mayor) == {top.pk, city.pk, below.pk}
    assert rules.units_of(casework.handler(city)) == {city.pk, below.pk}
    assert rules.units_of(cast.netizen()) == frozenset()
    assert rules.units_of(None) == frozenset()
    handling.accept(case, version=1, by=mayor)


def test_the_right_can_be_held_by_a_group_and_ends_with_the_account() -> None:
    case = casework.received()
    group = Group.objects.create(name="承办科")
    assign_perm("accounts.handle_cases", group, cast.city())
    person = cast.person("ou")
    assert rules.rights(cast.who(person), case) == frozenset()
    person.groups.add(group)
    assert rules.rights(cast.who(person), case) == {"handle"}
    person.is_active = False
    person.save()
    assert rules.rights(cast.who(person), case) == frozenset()


def test_a_ring_among_units_holds_nothing_up() -> None:
    case = casework.received()
    city = cast.city()
    city.parent = Organisation.objects.create(name="公交处", parent=city)
    city.save()
    assert rules.rights(cast.netizen(), Case.objects.get()) == frozenset()
    by = casework.handler(city)
    assert len(rules.units_of(by)) == 2
    handling.accept(case, version=1, by=by)


# --- What the database refuses --------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"state": "answered"},
        {"state": "closed"},
        {"reply": "没有答复时间的答复"},
        {"answered_at": datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC"))},
        {"closed_at": datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC"))},
    ],
)
def test_a_row_cannot_say_more_than_its_state(change: dict[str, object]) -> None:
    case = casework.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)
