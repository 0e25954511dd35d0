"""Text typed and pasted into the office: one line stays one, and what cannot be shown is refused."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms

import accounts.offices
import sessions_app.offices
from accounts.typed import Line, Words
from dialogue.models import Question
from sessions_app.models import Session, Topic
from tests import cast, planners
from tests.planners import client, draft, form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
REFUSED = "The text contains characters that cannot be shown. Please remove them."
# What finds something, and keeps nothing of what was typed; or has a shape of its own.
NOT_KEPT = {"UnitField", "PersonField", "URLField", "EmailField"}


def office_forms() -> Iterator[type[forms.BaseForm]]:
    for package in (accounts.offices, sessions_app.offices):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, forms.BaseForm):
                    yield value


def test_every_field_of_the_office_that_keeps_text_takes_it_in_here() -> None:
    plain = {
        f"{each.__name__}.{name}"
        for each in office_forms()
        for name, field in each.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, forms.CharField) and not isinstance(field, Words)
        if type(field).__name__ not in NOT_KEPT
    }
    # What was seen before is compared; the address of a stream or a site has letters of its own.
    assert plain == {"PostponeForm.seen", "PlanForm.stream_url", "SiteForm.site"}


@pytest.mark.parametrize("char", ["\x01", "\x1b", "\x7f", "\u202e", "\ufff9"])
@pytest.mark.parametrize("name", ["title", "summary"])
def test_a_plan_with_what_cannot_be_shown_is_refused_beside_the_field(name: str, char: str) -> None:
    answer = client().post("/office/sessions/new/", form(**{name: f"公交{char}线网"}))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {name: [REFUSED]}
    assert not Session.objects.exists()


def test_a_break_pasted_into_a_title_is_a_space_and_in_a_description_a_line() -> None:
    client().post(
        "/office/sessions/new/", form(title="公交\x0b线网", summary="一\x0b二\r\n三\u2028四")
    )
    session = Session.objects.get()
    assert (session.title, session.summary) == ("公交 线网", "一\n二\n三\n四")


def test_guests_topics_and_papers_are_named_in_characters_that_can_be_shown() -> None:
    session = draft()
    where = f"/office/sessions/{session.number}/"
    operator = client(planners.operator())
    pages: list[tuple[Any, str, dict[str, str]]] = [
        (client(), f"{where}guests/", {"name": "陈\x01立", "post": "局长"}),
        (client(), f"{where}cancel/", {"reason": "不\x01办了"}),
        (operator, "/office/topics/new/", {"name": "公\x01交", "name_en": "Buses"}),
    ]
    topics = Topic.objects.count()
    for by, page, sent in pages:
        answer = by.post(page, sent)
        assert (answer.status_code, REFUSED in answer.content.decode()) == (422, True), page
    session.refresh_from_db()
    assert (session.state, session.guests.count(), Topic.objects.count()) == ("draft", 0, topics)


def test_a_line_is_as_long_as_it_is_once_it_is_one() -> None:
    assert Line(max_length=5).clean(" 甲\r\n乙\x0b丙 ") == "甲 乙 丙"
    # In no time at all: a long run of spaces is no reason to look at each of them from each.
    assert len(Line().clean(f"甲{' ' * 200_000}乙")) == 200_002
    with pytest.raises(forms.ValidationError, match="cannot be shown"):
        Words().clean("看\ud800")


def test_a_question_written_in_word_keeps_its_lines() -> None:
    session = cast.make_session()
    text = "公交改线以后：\x0b一、老人怎么去医院？\x0b二、学生怎么办？"
    cast.ask(session, text)
    from_the_form = {"text": text.replace("公交", "地铁"), "name": "路人"}
    from_nobody = client(cast.person("bob"))
    assert from_nobody.post(f"/sessions/{session.number}/ask/", from_the_form).status_code == 302
    for question, what in zip(Question.objects.order_by("number"), ("公交", "地铁"), strict=True):
        assert question.text == f"{what}改线以后：\n一、老人怎么去医院？\n二、学生怎么办？"
