"""Earlier answers and cases on the same matter, and the units that work can be given to."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import tokens
from accounts.models import Organisation
from accounts.principals import Principal
from dialogue.models import Question
from dialogue.services import publishing, speaking
from frontend.answering.earlier import Earlier, earlier
from frontend.answering.likeness import likeness, pairs
from sessions_app.models import Session
from tests import casework, cast, transcripts

pytestmark = pytest.mark.django_db

BUS = "107 路能不能恢复直达人民医院？"
ALIKE = "107 路什么时候恢复直达人民医院？"
OTHER = "老旧小区加装电梯的补贴什么时候到账？"


def ask_api(session: Session, path: str, who: Principal) -> Any:
    headers = {"Authorization": f"Bearer {tokens.mint(who)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/sessions/{session.number}/{path}", headers=headers)


def answered_before(text: str = BUS, answer: str = "年底前恢复。", **fields: Any) -> Question:
    session = cast.make_session(title="去年的访谈", **fields)
    question = cast.published(session, text)
    speaking.answer(
        session, number=question.number, text=answer, speaker=cast.LEADER, by=cast.leader()
    )
    transcripts.over(session)
    return question


def now(text: str = ALIKE, **fields: Any) -> Question:
    return cast.published(cast.make_session(**fields), text)


def texts(found: list[Earlier]) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in found]


def test_texts_on_one_matter_are_more_alike_than_texts_on_another() -> None:
    assert likeness(pairs(BUS), pairs(ALIKE)) > 0.5
    assert likeness(pairs(BUS), pairs(OTHER)) < 0.1
    assert likeness(pairs("！？"), pairs("！？")) == 0


def test_an_earlier_answer_and_a_case_on_the_same_matter_are_found_and_nothing_else() -> None:
    before = answered_before()
    answered_before(OTHER)
    case = casework.answered("107 路为什么不直达人民医院了？", "正在研究恢复。")
    question = now()
    found = earlier(question)
    assert texts(found) == [("answer", BUS), ("case", case.text)]
    answer, followed = found
    assert (answer.answer, answer.where) == ("年底前恢复。", "去年的访谈")
    assert answer.href == f"/sessions/{before.session.number}/transcript/#q{before.number}"
    assert followed.href == f"/cases/{case.number}/"
    for each in found:
        assert Client().get(each.href).status_code == 200


def test_what_is_not_public_or_of_another_tree_is_never_found() -> None:
    taken = answered_before(BUS, answer="撤下的旧口径")
    publishing.take_down(taken.session, number=taken.number, reason="privacy", by=cast.host())
    followed = casework.received(BUS)
    link = followed.links.get().question
    publishing.take_down(link.session, number=link.number, reason="privacy", by=cast.host())
    held = cast.ask(cast.make_session(), BUS)
    answered_before(BUS, organisation=Organisation.objects.create(name="外省交通厅"))
    rehearsal = cast.make_session(rehearsal=True)
    cast.answered(rehearsal)
    assert held.state == "held"
    assert earlier(now()) == []


def test_it_costs_two_queries_however_much_there_is() -> None:
    for _again in range(3):
        answered_before()
        casework.received(BUS)
    question = Question.objects.select_related("session__organisation").get(pk=now().pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(earlier(question)) == 5
    assert len(queries) == 2


def test_earlier_answers_are_told_to_those_who_answer() -> None:
    answered_before()
    question = now()
    path = f"earlier/{question.number}"
    (told,) = ask_api(question.session, path, cast.leader()).json()
    assert (told["kind"], told["text"], told["answer"]) == ("answer", BUS, "年底前恢复。")
    assert ask_api(question.session, path, cast.moderator()).status_code == 403
    assert ask_api(question.session, "earlier/99", cast.leader()).status_code == 404


# --- Units ------------------------------------------------------------------------


def unit_names(session: Session, words: str = "") -> list[str]:
    answer = ask_api(session, f"units?q={words}", cast.leader())
    return [unit["name"] for unit in answer.json()["units"]]


def test_units_of_the_sessions_own_tree_are_offered_the_nearest_first() -> None:
    session = cast.make_session()
    below = Organisation.objects.create(name="公共交通处", parent=cast.city())
    Organisation.objects.create(name="线路科", parent=below)
    Organisation.objects.create(name="旧交通处", parent=cast.city(), active=False)
    Organisation.objects.create(name="外省交通厅")
    assert unit_names(session) == [cast.city().name, "公共交通处", "线路科"]
    assert unit_names(session, "交通") == [cast.city().name, "公共交通处"]
    assert unit_names(session, "公共") == ["公共交通处"]


def test_days_to_promise_by_are_working_days() -> None:
    answer = ask_api(cast.make_session(), "units", cast.leader()).json()
    assert [day["days"] for day in answer["days"]] == [3, 10, 15]
    assert answer["first"] < answer["days"][0]["on"]
    assert answer["days"][2]["on"] < answer["last"]
    assert answer["days"][0]["on"] < answer["days"][1]["on"] < answer["days"][2]["on"]
