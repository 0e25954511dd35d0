"""What the archive's pages must never say: nothing that was not public, nothing personal."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client

from dialogue.events import SpeechPublished
from dialogue.services import hosting, own, publishing
from log.models import Event
from log.writing import erase, lock
from tests import cast
from tests.transcripts import (
    ENGLISH,
    HOST,
    address,
    answer,
    over,
    page,
    part,
    verified,
)

pytestmark = pytest.mark.django_db


def test_nothing_that_is_not_public_is_on_any_page_of_the_archive(client: Client) -> None:
    session = cast.make_session()
    cast.published(session, "公开的问题怎么样？")
    cast.ask(session, "SECRET-held 还在审核", cast.neighbour())
    cast.declined(session, "SECRET-declined 不予公开")
    withdrawn = cast.ask(session, "SECRET-withdrawn 撤回的")
    own.withdraw(session, number=withdrawn.number, by=cast.netizen())
    for taken_up in (False, True):
        gone = cast.published(session, f"SECRET-taken-down {taken_up}", cast.guest("SECRET-name"))
        if taken_up:
            hosting.take_up(session, number=gone.number, by=cast.host())
            answer(session, gone.number, "公开的回答。")
        publishing.take_down(session, number=gone.number, reason="privacy", by=cast.moderator())
    edited = cast.ask(session, "SECRET-original 原先的措辞")
    publishing.publish(
        session, number=edited.number, version=1, text="审核后的措辞怎么样？", by=cast.moderator()
    )
    over(session)
    pages = [
        address(session),
        address(session, "verify/"),
        f"/api/v1/sessions/{session.number}/record",
        *(f"/api/v1/sessions/{session.number}/record/desk/{seq}" for seq in range(1, 12)),
        *(f"/api/v1/sessions/{session.number}/record/public/{seq}" for seq in range(1, 20)),
    ]
    everything = "".join(client.get(each).content.decode() for each in pages)
    assert "公开的问题" in everything
    assert "审核后的措辞" in everything
    assert "公开的回答" in everything
    assert "SECRET" not in everything
    staff = {cast.moderator(), cast.host(), cast.leader(), cast.netizen()}
    keys = re.compile(
        "|".join(f'"{re.escape(person.key)}"' for person in staff) + "|g:[0-9a-f]{32}"
    )
    assert keys.findall(everything) == []


@pytest.mark.breaks_fold("erasing reaches the log; the rows keep the words")
def test_erased_words_leave_their_place_and_say_so(client: Client) -> None:
    session = cast.make_session()
    asked = cast.published(session, "SECRET-question 含有个人信息")
    seq = answer(session, asked.number, "SECRET-answer 含有个人信息")
    over(session)
    published = Event.objects.get(stream_id=session.public_id, kind="question.published").seq
    with transaction.atomic():
        notice = SpeechPublished(speaker=HOST, text="依法删除两条记录的文字。")
        erase(lock(session.public_id)[0], [published, seq], notice, actor="system")
    html = page(client, session, ENGLISH)
    assert "SECRET" not in html
    assert "The words of this question were erased" in part(html, asked)
    assert "These words were erased" in html.split(f'id="e{seq}"')[1]
    assert "The words of 2 entries were erased" in verified(client, session)


def test_the_page_is_the_same_for_everyone(client: Client) -> None:
    session = cast.make_session()
    cast.answered(session)
    over(session)
    stranger = page(client, session)
    client.force_login(cast.person("alice"))
    assert page(client, session) == stranger
    response = client.get(address(session))
    assert not response.cookies
    assert "csrf" not in stranger
