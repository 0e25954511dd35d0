"""Opening a case: from what was left over, once, numbered, with the day its reply is due."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from cases.models import Case, CaseQuestion, CaseYear
from cases.services import opening
from cases.services.opening import open_from_question
from cases.titles import title_of
from dialogue.models import Question
from dialogue.services import promising, publishing
from log.codes import Refused
from log.models import Event, Stream
from tests import casework, cast, clocks, transcripts
from tests.casework import events
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db


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


def test_what_was_handed_to_a_department_becomes_its_case_and_the_page_says_so() -> None:
    session = cast.make_session()
    question = cast.published(session, casework.WORDS)
    unit = Organisation.objects.create(name="公共交通处", parent=cast.city())
    promising.assign(session, number=question.number, unit=unit, by=cast.leader())
    casework.end(session)
    question.refresh_from_db()
    case = open_from_question(question)
    assert case.organisation == unit
    (told,) = events(case)
    assert told.data is not None
    assert told.data["unit"] == "公共交通处"
    casework.assert_fold_is_row(case)
    page = Client().get(f"/cases/{case.number}/", headers={"accept-language": "en"})
    told_there = transcripts.text_of(page.content.decode())
    assert re.search("In the session it was handed to ?公共交通处 ?\\.", told_there)


def test_a_department_that_was_dissolved_meanwhile_gets_no_case() -> None:
    question = casework.leftover()
    question.unit = Organisation.objects.create(name="旧处", parent=cast.city(), active=False)
    assert opening.unit_for(question) == cast.city()


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
    casework.end(session)
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
    casework.end(session)
    question.refresh_from_db()
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
    with clocks.at(at(20, 17)):
        question = casework.leftover()
    case = open_from_question(question)
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
    casework.end(session)
    case = open_from_question(Question.objects.select_related("session").get())
    assert "张三" not in f"{case.title}{case.text}{events(case)[0].data}"
