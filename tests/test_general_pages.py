"""Asking, receipts, own questions and signing in, by plain forms and without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts import demo
from accounts.models import User
from dialogue.models import Question
from dialogue.services import publishing
from frontend.templatetags.huiyin import receipt_code
from sessions_app.models import Topic
from sessions_app.services import lifecycle
from tests import cast

pytestmark = pytest.mark.django_db

WORDS = "夜间道路停车能不能分时段开放?"


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def hidden_ref(page: str) -> str:
    found = re.search(r'name="ref" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def signed_in(username: str = "alice", pseudonym: str = "江边骑行者") -> Client:
    client = Client()
    client.force_login(cast.person(username, pseudonym))
    return client


# --- Asking ---------------------------------------------------------------------


def test_a_guest_asks_without_javascript_and_gets_a_receipt_that_finds_it(client: Client) -> None:
    session = cast.make_session(promise_minutes=5)
    address = f"/sessions/{session.number}/ask/"
    page = html(client, address)
    assert 'name="name"' in page
    sent = {"ref": hidden_ref(page), "text": WORDS, "name": "过路人"}
    sent_on = client.post(address, sent)
    assert (sent_on.status_code, sent_on["Location"]) == (302, f"{address}?asked=1")
    done = html(client, sent_on["Location"])
    question = Question.objects.get()
    code = re.search(r'class="code">([^<]+)<', done)
    assert code is not None
    assert code[1].replace("-", "") == question.receipt
    found = Client().post("/receipt/", {"code": code[1].lower()}).content.decode()
    assert WORDS in found
    assert WORDS in html(client, "/me/")


def test_the_receipt_of_a_question_is_shown_to_nobody_but_its_author(client: Client) -> None:
    session = cast.make_session()
    address = f"/sessions/{session.number}/ask/"
    client.post(address, {"text": WORDS, "name": "过路人"})
    question = Question.objects.get()
    other = Client()
    other.post(address, {"text": "另一个人的另一个问题", "name": "旁人"})
    for stranger in (other, Client(), signed_in()):
        page = html(stranger, f"{address}?asked={question.number}")
        assert WORDS not in page
        assert receipt_code(question.receipt) not in page
    assert receipt_code(question.receipt) in html(client, f"{address}?asked={question.number}")
    for nonsense in ("", "99", "x", "1" * 30):
        assert "<textarea" in html(client, f"{address}?asked={nonsense}")


def test_the_page_for_asking_takes_no_other_method(client: Client) -> None:
    address = f"/sessions/{cast.make_session().number}/ask/"
    assert client.put(address).status_code == client.delete(address).status_code == 405


def test_a_topic_can_be_chosen_without_javascript_and_only_one_of_the_sessions(
    client: Client,
) -> None:
    session = cast.make_session()
    address = f"/sessions/{session.number}/ask/"
    assert 'name="topic"' not in html(client, address)
    session.topics.set(Topic.objects.all()[:2])
    lifecycle.change_details(session, by=cast.host())
    code = session.topics.all()[0].code
    assert f'<option value="{code}">' in html(client, address)
    assert client.post(address, {"text": WORDS, "topic": "x"}).status_code == 422
    client.post(address, {"text": WORDS, "topic": code})
    assert Question.objects.get().topic == code


def test_a_receipt_code_that_nobody_has_is_refused_in_its_own_words(client: Client) -> None:
    code = {"code": "AAAA-BBBB-CCCC"}
    answer = client.post("/receipt/", code, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "No question belongs to this code." in answer.content.decode()


def test_sending_the_same_form_twice_asks_once(client: Client) -> None:
    session = cast.make_session()
    address = f"/sessions/{session.number}/ask/"
    sent = {"ref": hidden_ref(html(client, address)), "text": WORDS, "name": "过路人"}
    client.post(address, sent)
    client.post(address, sent)
    assert Question.objects.count() == 1


@pytest.mark.parametrize("words", ["", "短", "长" * 501])
def test_a_refusal_stands_next_to_the_words_and_keeps_them(client: Client, words: str) -> None:
    session = cast.make_session(max_length=500)
    address = f"/sessions/{session.number}/ask/"
    answer = client.post(address, {"ref": "a-ref-for-this", "text": words, "name": "过路人"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_text_error"' in page
    assert re.search(r"<textarea[^>]*aria-invalid=\"true\"", page)
    assert re.search(r"<textarea[^>]*aria-describedby=\"[^\"]*id_text_error", page)
    assert f">\n{words}</textarea>" in page


def test_where_only_signed_in_people_may_ask_a_stranger_is_led_to_sign_in(client: Client) -> None:
    session = cast.make_session(asking="signed_in")
    page = html(client, f"/sessions/{session.number}/ask/")
    assert f'href="/sign-in/?next=/sessions/{session.number}/ask/"' in page
    assert "<textarea" not in page


def test_a_session_that_takes_no_questions_says_so_and_keeps_what_was_written() -> None:
    session = cast.make_session("ended")
    client = signed_in()
    address = f"/sessions/{session.number}/ask/"
    answer = client.post(address, {"ref": "late-by-a-minute", "text": WORDS})
    assert answer.status_code == 422
    assert "<textarea" not in answer.content.decode()
    assert WORDS in answer.content.decode()


# --- Own questions --------------------------------------------------------------


def test_own_questions_say_in_words_what_became_of_them() -> None:
    session = cast.make_session()
    held, public = cast.ask(session), cast.published(session, WORDS)
    declined = cast.ask(session, "加我领券,名额有限")
    publishing.decline(
        session,
        number=declined.number,
        version=declined.version,
        reason="abuse_or_ads",
        words="这里只谈出行。",
        by=cast.moderator(),
    )
    page = html(signed_in(), "/me/")
    assert held.text in page
    assert f'href="/sessions/{session.number}/#q{public.number}"' in page
    assert "这里只谈出行。" in page
    assert "abuse_or_ads" not in page


def test_a_changed_question_shows_its_author_both_wordings() -> None:
    session = cast.make_session()
    question = cast.ask(session, "我叫王某,107 路能不能恢复直达?")
    publishing.publish(
        session,
        number=question.number,
        version=question.version,
        text="107 路能不能恢复直达?",
        by=cast.moderator(),
    )
    page = html(signed_in(), "/me/")
    assert "我叫王某" in page
    assert page.count("107 路能不能恢复直达?") == 2


def test_own_questions_are_nobody_elses() -> None:
    cast.ask(cast.make_session(), WORDS)
    assert WORDS not in html(signed_in("bob", "枫林路 12 号"), "/me/")
    assert WORDS not in html(Client(), "/me/")


def test_a_receipt_that_does_not_exist_is_said_next_to_the_code(client: Client) -> None:
    answer = client.post("/receipt/", {"code": "2222-2222-2222"})
    assert answer.status_code == 422
    assert 'id="id_code_error"' in answer.content.decode()


# --- Signing in -----------------------------------------------------------------


def test_a_wrong_password_is_said_and_the_name_is_kept(client: Client) -> None:
    cast.person("alice")
    answer = client.post("/sign-in/", {"login": "alice", "password": "not-hers"})
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert 'value="alice"' in page
    assert "not-hers" not in page


def test_whoever_is_signed_in_already_is_told_so_and_can_leave() -> None:
    client = signed_in()
    page = html(client, "/sign-in/")
    assert "江边骑行者" in page
    assert 'action="/sign-out/"' in page
    client.post("/sign-out/")
    assert 'action="/sign-out/"' not in html(client, "/sign-in/")


def test_one_click_sign_in_is_offered_in_the_demo_only(client: Client, settings: object) -> None:
    assert 'action="/sign-in/demo/"' not in html(client, "/sign-in/")
    settings.DEMO = True  # type: ignore[attr-defined]
    session = cast.make_session()
    page = html(client, "/sign-in/")
    assert page.count('name="role"') == len(demo.PEOPLE)
    assert f'name="session" value="{session.number}"' in page


def test_one_click_leads_to_the_desk_at_which_that_part_is_played(
    client: Client, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    number = cast.make_session().number
    User.objects.bulk_create(User(username=person.username) for person in demo.PEOPLE)
    for role, desk in {"host": "host", "stenographer": "steno", "moderator": "desk"}.items():
        answer = client.post("/sign-in/demo/", {"role": role, "session": number})
        assert answer["Location"] == f"/sessions/{number}/{desk}/"


@pytest.mark.parametrize("address", ["/sign-in/", "/me/", "/receipt/", "/sessions/1/ask/"])
def test_a_page_for_one_person_is_never_kept(address: str) -> None:
    cast.make_session()
    assert "no-store" in signed_in().get(address)["Cache-Control"]


@pytest.mark.parametrize(
    ("wish", "lang", "words", "other"),
    [
        ("zh-CN", "zh-hans", "我们这边出了点问题", "?lang=en"),
        ("en", "en", "Something went wrong here", "?lang=zh"),
    ],
)
def test_a_fault_of_ours_is_said_in_the_visitors_language_without_the_database(
    wish: str, lang: str, words: str, other: str
) -> None:
    client = Client(headers={"accept-language": wish}, raise_request_exception=False)
    with (
        override_settings(ROOT_URLCONF="tests.browser.urls"),
        CaptureQueriesContext(connection) as asked,
    ):
        answer = client.get("/broken/failing/")
    page = answer.content.decode()
    assert (answer.status_code, len(asked)) == (500, 0)
    assert f'<html lang="{lang}"' in page
    assert f"<h1>{words}</h1>" in page
    assert page.count("data-switch=") == 2
    assert f'href="{other}"' in page
