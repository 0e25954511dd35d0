"""The snapshot: the same words for everyone, encoded and compressed once for each position."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogue import acts, projection
from dialogue.pressed import press
from dialogue.services import publishing
from sessions_app.models import Session
from tests import cast
from tests.test_broken_races import at_once

pytestmark = pytest.mark.django_db


def get(session: Session, **headers: str) -> Any:
    return Client().get(f"/api/v1/sessions/{session.number}/snapshot", headers=headers)


def packed(session: Session, **headers: str) -> Any:
    return get(session, **{"accept-encoding": "br, gzip", **headers})


@pytest.mark.parametrize("size", [1, 300, 200_000])
def test_an_object_pressed_in_two_parts_is_the_object(size: int) -> None:
    letters = random.Random(size).choices("回音答问 abc", k=size)
    whole = {"epoch": "e", "state": {"text": "".join(letters)}, "support": {"1": [2, 3]}, "n": 1}
    head = press({name: whole[name] for name in ("epoch", "state")})
    for _twice in range(2):
        body = head.with_rest({name: whole[name] for name in ("support", "n")})
        assert body.plain() == orjson.dumps(whole)
        assert gzip.decompress(body.gzipped()) == orjson.dumps(whole)
        assert body.digest() == hashlib.sha256(orjson.dumps(whole)).hexdigest()


def test_the_snapshot_is_the_same_packed_or_not_and_under_the_same_etag() -> None:
    session = cast.make_session()
    for n in range(5):
        cast.published(session, f"第 {n} 个公开的问题在这里")
    plain, small = get(session), packed(session)
    assert json.loads(plain.content) == json.loads(json.dumps(projection.snapshot(session)))
    assert gzip.decompress(small.content) == plain.content
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert small["ETag"] == f"W/{plain['ETag']}"
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding, Accept-Language"
    again = packed(session, **{"if-none-match": small["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", small["ETag"])
    assert "Content-Encoding" not in again


def test_a_snapshot_is_pressed_once_for_a_position_and_anew_for_the_next() -> None:
    session = cast.make_session()
    question = cast.published(session)
    first = projection.current(session).pressed
    etag = get(session)["ETag"]
    cast.do(session, acts.Support(ref=cast.ref(), number=question.number), cast.neighbour())
    supported = get(session)
    assert json.loads(supported.content)["support"] == {"1": [1, 0]}
    assert supported["ETag"] != etag
    assert projection.current(session).pressed is first
    cast.published(session, "又一个公开的问题")
    assert projection.current(session).pressed is not first


def test_words_that_were_taken_down_leave_the_pressed_snapshot_too() -> None:
    session = cast.make_session()
    question = cast.published(session, "这里写着邻居的电话号码")
    assert question.text in get(session).content.decode()
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.moderator())
    for answer in (get(session).content, gzip.decompress(packed(session).content)):
        assert question.text not in answer.decode()


def test_a_snapshot_costs_the_same_queries_for_one_and_for_three_questions() -> None:
    session = cast.make_session()
    counts = []
    for more in (1, 2):
        for n in range(more):
            cast.published(session, f"第 {more} 批的第 {n} 个公开问题")
        get(session)
        with CaptureQueriesContext(connection) as captured:
            get(session)
        counts.append(len(captured))
    assert counts == [5, 5]


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_comes_at_once_waits_for_one_fold() -> None:
    session = cast.make_session()
    cast.published(session)
    projection.forget()
    seen = at_once([lambda: projection.current(session).pressed] * 8)
    assert len({id(each) for each in seen}) == 1
    assert seen[0].plain.startswith(b'{"epoch":')
