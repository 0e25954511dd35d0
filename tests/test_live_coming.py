"""What the page of a coming session says, and keeps within reach while it runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sessions_app.models import Document, Session, Topic
from tests import cast

pytestmark = pytest.mark.django_db


def page(session: Session, language: str = "en") -> str:
    client = Client(headers={"Accept-Language": language})
    return client.get(f"/sessions/{session.number}/").content.decode()


def furnished(state: str, **fields: Any) -> Session:
    soon = timezone.now() + timedelta(days=2)
    times = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    session = cast.make_session("draft", **times, **fields)
    session.topics.set(Topic.objects.filter(code__in=["livelihood", "development"]))
    Document.objects.create(session=session, title="提案全文", link="https://www.example.cn/a")
    cast.bring_to(session, state)
    return session


@pytest.mark.parametrize("state", ["announced", "collecting"])
def test_before_it_begins_everything_one_should_know_is_open(state: str) -> None:
    html = page(furnished(state, asking="real", slow_seconds=30, per_person=2, max_length=300))
    assert '<details class="about" id="about" open>' in html
    for words in (
        "Whoever has a verified real name may ask.",
        "Everyone may support a question, also without an account.",
        "Up to 2 questions for each person, of up to 300 characters.",
        "Between two questions of one person 30 seconds pass.",
        "提案全文",
        "Development",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        ("guests", "Everyone may ask, also without an account."),
        ("signed_in", "Whoever is signed in may ask."),
        ("phone", "Whoever has a verified telephone may ask."),
        ("real", "Whoever has a verified real name may ask."),
    ],
)
def test_who_may_ask_is_said_in_plain_words(asking: str, words: str) -> None:
    assert words in page(furnished("announced", asking=asking))


def test_from_when_questions_are_taken_is_said() -> None:
    begins = timezone.now() + timedelta(days=1)
    assert "Questions are taken from " in page(furnished("announced", collect_from=begins))
    assert "Questions are taken when the session begins." in page(furnished("announced"))


def test_while_it_runs_topics_and_documents_are_one_tap_away() -> None:
    html = page(furnished("live"))
    assert '<details class="about" id="about">' in html
    assert "提案全文" in html
    assert "经济社会发展" in page(furnished("live"), "zh-hans")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://live.example.cn/a.m3u8?k=1", "hls"),
        ("https://www.bilibili.com/video/BV1xx411c7mD", "embed"),
    ],
)
def test_the_picture_is_offered_and_loads_nothing_by_itself(
    settings: Any, address: str, kind: str
) -> None:
    settings.STREAM_HOSTS = ["live.example.cn"]
    settings.STREAM_EMBEDS = ["player.bilibili.com"]
    html = page(furnished("live", stream_url=address))
    assert f'data-picture="{kind}"' in html
    assert "Watch the live picture" in html
    assert "<iframe" not in html
    assert "<video" not in html


@pytest.mark.parametrize("address", ["", "https://gone.example.cn/a.m3u8", "javascript:alert(1)"])
def test_a_stream_that_is_not_listed_any_more_is_not_offered(settings: Any, address: str) -> None:
    settings.STREAM_HOSTS = ["live.example.cn"]
    assert "data-picture" not in page(furnished("live", stream_url=address))
