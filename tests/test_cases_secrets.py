"""What a case never shows: words that were not public, words taken down or erased, people."""

from __future__ import annotations

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from cases import clock, queries
from cases.models import Case
from cases.services import handling
from dialogue.models import Question
from dialogue.services import publishing
from log.models import Event
from tests import casework, cast
from tests.casepages import body, page, schema

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


SECRET = "暗号松树"


def test_a_case_shows_public_words_only(client: Client) -> None:
    session = cast.make_session()
    question = cast.ask(session, f"{SECRET} 我叫张三,107 路能恢复吗?")
    publishing.publish(
        session, number=question.number, version=1, by=cast.moderator(), text="107 路能恢复吗?"
    )
    casework.end(session)
    clock.tick(timezone.now())
    case = Case.objects.get()
    by = casework.handler()
    handling.note(case, text=f"{SECRET} 内部备注", by=by)
    question.refresh_from_db()
    for address in addresses(case):
        text = body(client, address)
        assert SECRET not in text, address
        assert question.receipt not in text, address
        assert by.key not in text, address
        assert "jin" not in text.replace("ninja", ""), address


def addresses(case: Case) -> list[str]:
    return [
        f"/cases/{case.number}/",
        "/cases/",
        "/cases/?show=open",
        "/",
        "/api/v1/cases",
        f"/api/v1/cases/{case.number}",
    ]


def test_the_words_of_a_question_that_was_taken_down_are_gone_from_its_case(client: Client) -> None:
    case = casework.answered(f"{SECRET} 的问题?", reply="答复还在。")
    question = Question.objects.get()
    publishing.take_down(question.session, number=question.number, reason="privacy", by=cast.host())
    for address in addresses(case):
        assert SECRET not in body(client, address), address
        assert SECRET.encode("ascii", "backslashreplace").decode() not in body(client, address)
    text = page(client, case)
    assert "This question was taken down." in text
    assert "江边骑行者" not in text
    assert "答复还在。" in text
    assert queries.recent(1)[0]["title"] == "A question that was taken down"
    casework.assert_fold_is_row(case)
    shown = client.get(f"/api/v1/cases/{case.number}").json()
    assert (shown["title"], shown["text"], shown["taken_down"]) == ("", "", True)
    assert shown["questions"][0]["name"] == ""


@pytest.mark.breaks_fold("erasing reaches the log; the rows keep the words")
@pytest.mark.parametrize("state", casework.MAKE)
def test_a_case_whose_words_were_erased_from_the_log_still_has_its_page(
    client: Client, state: str
) -> None:
    case = casework.MAKE[state](f"{SECRET} 的问题?")
    Event.objects.filter(kind="case.received").update(data=None, salt=None, actor=None)
    text = page(client, case)
    assert SECRET not in text
    assert "A question whose words were erased" in text
    assert f"became case {case.number}" in text
    assert cast.city().name in text
    found = client.get(f"/api/v1/cases/{case.number}").json()
    jsonschema.validate(found, schema("CaseOut"))
    assert (found["limit"], found["due_on"]) == (None, case.due_on.isoformat())


@pytest.mark.parametrize("state", casework.MAKE)
def test_public_pages_hold_nothing_personal_and_can_be_kept_by_a_cache(state: str) -> None:
    case = casework.MAKE[state]()
    stranger, handler = Client(), Client()
    handler.force_login(cast.person("jin"))
    for address in (f"/cases/{case.number}/", "/cases/"):
        first = stranger.get(address)
        assert first.content == handler.get(address).content
        assert "public" in first["Cache-Control"]
        assert not first.cookies
        assert b"csrf" not in first.content
        again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_etag_changes_with_the_case(client: Client) -> None:
    case = casework.received()
    address = f"/cases/{case.number}/"
    before = client.get(address)["ETag"]
    handling.accept(case, version=1, by=casework.handler())
    assert client.get(address)["ETag"] != before
