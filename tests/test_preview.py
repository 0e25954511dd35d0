"""An answer is previewed for those who may write one, as it would be published."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import User
from accounts.principals import Principal
from accounts.services import revoke_tokens
from dialogue import limits
from dialogue.services import speaking
from dialogue.text import MAX_ANSWER, render
from sessions_app.models import Session
from tests import cast

pytestmark = pytest.mark.django_db


def preview(session: Session, who: Principal | None, text: str = "**重点：**请看") -> Any:
    headers = {"Authorization": f"Bearer {tokens.mint(who)}"} if who else {}
    return Client().post(
        f"/api/v1/sessions/{session.number}/preview",
        json.dumps({"text": text}),
        content_type="application/json",
        headers=headers,
    )


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_only_those_who_may_write_an_answer_have_it_shown() -> None:
    session = cast.make_session()
    for who in (cast.guest(), cast.netizen(), cast.moderator(), cast.observer()):
        assert code(preview(session, who)) == (403, "not_allowed")
    for who in (cast.leader(), cast.host(), cast.stenographer()):
        assert preview(session, who).json() == {"html": "<p><strong>重点：</strong>请看</p>\n"}


def test_a_token_that_was_revoked_has_nothing_shown() -> None:
    session = cast.make_session()
    host = cast.host()
    revoke_tokens(User.objects.get(username="erik"))
    assert code(preview(session, host)) == (401, "token_expired")
    assert preview(session, None).status_code == 401


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("长" * (MAX_ANSWER + 1), "text_too_long"),
        (" \n ", "text_empty"),
        ("看\u202e这里", "text_bad_characters"),
    ],
)
def test_what_could_not_be_published_is_refused_as_it_would_be_then(
    text: str, refused: str
) -> None:
    assert code(preview(cast.make_session(), cast.leader(), text)) == (422, refused)


def test_it_looks_as_it_will_be_published() -> None:
    session = cast.make_session()
    typed = "第一\u3000点：\r\n\r\n\r\n\r\n可以。<script>x</script>"
    shown = preview(session, cast.leader(), typed).json()["html"]
    question = cast.published(session)
    said = speaking.answer(
        session, number=question.number, text=typed, speaker=cast.LEADER, by=cast.leader()
    )
    assert shown == render(said.text)
    assert shown == "<p>第一 点：</p>\n<p>可以。&lt;script&gt;x&lt;/script&gt;</p>\n"


def test_the_longest_answer_is_shown() -> None:
    shown = preview(cast.make_session(), cast.leader(), "长" * MAX_ANSWER)
    assert len(shown.json()["html"]) == MAX_ANSWER + len("<p></p>\n")


def test_previews_count_as_acts_do_and_before_anything_is_asked_of_the_database(
    settings: Any, django_assert_num_queries: Any
) -> None:
    settings.ACTS_PER_MINUTE = 0
    session = cast.make_session()
    who = (cast.leader(), cast.guest())
    for one in who:
        for _n in range(int(limits.BURST)):
            limits.acts.take(one.key)
        with django_assert_num_queries(0):
            assert code(preview(session, one)) == (429, "too_fast")
