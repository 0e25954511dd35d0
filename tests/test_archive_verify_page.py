"""Verification for anyone: the record is recomputed and the page says what was found."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from archive import services
from archive.models import Checkpoint
from log import triggers
from log.models import Event
from tests import cast
from tests.transcripts import (
    address,
    answer,
    over,
    verified,
)

pytestmark = pytest.mark.django_db


def test_anyone_can_have_the_record_recomputed(client: Client) -> None:
    session = cast.make_session()
    cast.answered(session)
    over(session)
    answer(session, 1, "会后补答。")
    services.extend(session)
    text = verified(client, session)
    assert "Nothing was changed." in text
    assert f"All {Checkpoint.objects.get(index=2).size} entries were read again" in text
    for checkpoint in Checkpoint.objects.all():
        assert checkpoint.root_hex in text
    assert re.findall(r"Seal (\d) (holds|does not hold)", text) == [("1", "holds"), ("2", "holds")]


def test_a_changed_record_says_which_entry_is_wrong(client: Client) -> None:
    session = cast.make_session()
    cast.answered(session)
    over(session)
    triggers.remove(connection)
    event = Event.objects.get(stream_id=session.public_id, kind="answer.published")
    Event.objects.filter(pk=event.pk).update(at=event.at + timedelta(seconds=1))
    text = verified(client, session)
    assert "This record is not as it was sealed." in text
    assert f"The first entry that is wrong is no. {event.seq} of what is public." in text
    assert "does not hold" in text


def test_a_record_that_waits_for_its_seal_says_so(client: Client) -> None:
    assert "This record is not sealed yet." in verified(client, cast.make_session("ended"))


def test_a_noted_fingerprint_is_compared(client: Client) -> None:
    session = over(cast.make_session())
    root = Checkpoint.objects.get().root_hex
    assert "This is seal 1" in verified(client, session, f"?root={root.upper()}")
    assert "This is seal 1" in verified(client, session, f"?root={root[:8]}%20{root[8:16]}")
    other = "0" * 64 if not root.startswith("0" * 16) else "1" * 64
    assert "No seal of this record has this fingerprint." in verified(
        client, session, f"?root={other}"
    )
    assert "at least the first 16 characters" in verified(client, session, "?root=abc")
    assert "&lt;i&gt;" in client.get(address(session, "verify/") + "?root=<i>").content.decode()


def test_many_visitors_cause_one_computation(
    client: Client, django_assert_num_queries: Any
) -> None:
    session = over(cast.make_session())
    verified(client, session)
    with django_assert_num_queries(3):
        verified(client, session, "?root=" + "0" * 64)
