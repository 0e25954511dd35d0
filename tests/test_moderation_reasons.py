"""Reasons for declining: a closed list, told in words, in one's own language."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import translation

from dialogue import mine, queries, reasons
from dialogue.services import publishing
from moderation.models import Decision
from tests import cast
from tests.desks import (
    refusal,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reason", ["", "nonsense", "OFF_TOPIC"])
def test_a_reason_is_one_of_the_table(reason: str) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert refused(session, refusal(question, reason), cast.moderator())[0] == "unknown_reason"
    assert queries.question(session, 1).state == "held"


def test_another_reason_needs_words() -> None:
    session = cast.make_session()
    question = cast.ask(session)
    for words in ("", "  \n "):
        told = refused(session, refusal(question, "other", words), cast.moderator())
        assert told == ("words_needed", {})
    cast.do(session, refusal(question, "other", "与上一场重复。"), cast.moderator())
    assert queries.question(session, 1).words == "与上一场重复。"


@pytest.mark.parametrize(
    ("words", "code"), [("话" * 1001, "text_too_long"), ("请\x00看", "text_bad_characters")]
)
def test_words_that_cannot_be_shown_are_refused(words: str, code: str) -> None:
    session = cast.make_session()
    question = cast.ask(session)
    assert refused(session, refusal(question, words=words), cast.moderator())[0] == code
    assert Decision.objects.count() == 0


def test_every_reason_is_told_in_both_languages_with_what_to_do_next() -> None:
    told = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told[language] = [(reasons.label(c), reasons.text(c)) for c in reasons.REASONS]
    for english, chinese in zip(told["en"], told["zh-hans"], strict=True):
        assert all(english)
        assert all(re.search("[\u4e00-\u9fff]", words) for words in chinese)
    assert len(set(told["en"])) == len(set(told["zh-hans"])) == 7
    assert [row["code"] for row in reasons.labels() if row["needs_words"]] == ["other"]


def test_no_reason_reads_as_nothing() -> None:
    assert (reasons.text(""), reasons.label("")) == ("", "")


def test_taking_down_knows_the_same_reasons() -> None:
    session = cast.make_session()
    question = cast.published(session)
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.moderator())
    (told,) = mine.of(cast.netizen(), session)["questions"]
    assert told["reason_text"] == reasons.text("privacy")


def test_the_reasons_are_offered_in_the_order_of_the_keys_and_in_ones_language() -> None:
    for language in ("en", "zh-hans"):
        listed = Client().get("/api/v1/desk/reasons", headers={"Accept-Language": language}).json()
        with translation.override(language):
            assert listed == reasons.labels()
    assert [reason["code"] for reason in listed] == [
        "off_topic",
        "duplicate",
        "privacy",
        "statutory_channel",
        "abuse_or_ads",
        "other",
    ]
