"""The sealed record as open data: headers that anyone can recount without believing us."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from archive import api, merkle, services
from archive.models import Checkpoint
from dialogue import acts
from dialogue.models import Question
from dialogue.services import closing, own, publishing, speaking
from log.canonical import canonical
from sessions_app.models import Session
from tests import cast, faces

pytestmark = pytest.mark.django_db

RECOUNT = Path(settings.BASE_DIR, "frontend", "static", "recount.py")


def sealed_twice() -> Session:
    """A record with a question of every end, and with late decisions."""
    session = cast.make_session(per_person=20)
    cast.answered(session)
    cast.declined(session)
    withdrawn = cast.ask(session, "这个问题我不想问了")
    own.withdraw(session, number=withdrawn.number, by=cast.netizen())
    gone = cast.answered(session, "含有电话的问题怎么样？")
    publishing.take_down(session, number=gone.number, reason="privacy", by=cast.moderator())
    cast.published(session, "没有轮到的问题怎么样？")
    held = cast.ask(session, "还没有审核的问题怎么样？")
    closing.end_session(session, by=cast.host())
    services.seal(session)
    publishing.decline(
        session, number=held.number, version=1, reason="duplicate", words="", by=cast.moderator()
    )
    late = Question.objects.get(session=session, text="没有轮到的问题怎么样？")
    speaking.answer(
        session, number=late.number, text="会后补答。", speaker=cast.LEADER, by=cast.leader()
    )
    services.extend(session)
    return session


def record(client: Client, session: Session, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/sessions/{session.number}/record{query}")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def leaf_of(entry: dict[str, Any]) -> bytes:
    header = {key: value for key, value in entry.items() if key != "leaf"}
    return hashlib.sha256(b"\x00" + canonical(header)).digest()


def test_the_headers_give_the_leaves_and_the_leaves_every_root(client: Client) -> None:
    session = sealed_twice()
    found = record(client, session)
    leaves = [leaf_of(entry) for entry in found["entries"]]
    assert [leaf.hex() for leaf in leaves] == [entry["leaf"] for entry in found["entries"]]
    assert len(leaves) == found["size"]
    assert [checkpoint["index"] for checkpoint in found["checkpoints"]] == [1, 2]
    for checkpoint in found["checkpoints"]:
        assert merkle.root(leaves[: checkpoint["size"]]).hex() == checkpoint["root"]
    assert found["root"] == found["checkpoints"][-1]["root"]


def test_a_header_holds_what_is_public_of_an_entry_and_nothing_else(client: Client) -> None:
    entries = record(client, sealed_twice())["entries"]
    names = {"stream", "seq", "kind", "at", "number", "reason", "digest", "leaf"}
    assert all(set(entry) == names for entry in entries)


def test_what_is_not_sealed_yet_is_not_in_the_record(client: Client) -> None:
    session = sealed_twice()
    before = record(client, session)
    speaking.answer(session, number=1, text="补充。", speaker=cast.LEADER, by=cast.leader())
    assert record(client, session) == before


def test_a_record_longer_than_a_page_continues(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sealed_twice()
    whole = record(client, session)
    monkeypatch.setattr(api, "PAGE", 7)
    entries: list[Any] = []
    following: int | None = 0
    while following is not None:
        part = record(client, session, f"?first={following}")
        assert part["first"] == len(entries)
        entries += part["entries"]
        following = part["next"]
    assert entries == whole["entries"]
    assert record(client, session, "?first=100000")["entries"] == []


@pytest.mark.parametrize("state", ["draft", "announced", "live", "ended"])
def test_without_a_seal_there_is_no_record(client: Client, state: str) -> None:
    session = cast.make_session(state)
    for place in ("record", "record/public/1"):
        response = client.get(f"/api/v1/sessions/{session.number}/{place}")
        assert response.status_code == 404
        assert response.json()["error"]["code"] == "not_found"


def test_a_bad_place_to_begin_is_refused(client: Client) -> None:
    session = sealed_twice()
    for query in ("?first=-1", "?first=x"):
        response = client.get(f"/api/v1/sessions/{session.number}/record{query}")
        assert response.status_code == 422


def test_the_record_may_be_kept_by_caches(client: Client) -> None:
    session = sealed_twice()
    address = f"/api/v1/sessions/{session.number}/record"
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("checkpoints", [1, 3])
def test_a_record_is_read_in_as_many_queries_however_often_it_was_sealed(
    client: Client, checkpoints: int, django_assert_num_queries: Any
) -> None:
    session = cast.make_session()
    cast.answered(session)
    closing.end_session(session, by=cast.host())
    services.seal(session)
    for n in range(1, checkpoints):
        speaking.answer(
            session, number=1, text=f"补充 {n}。", speaker=cast.LEADER, by=cast.leader()
        )
        services.extend(session)
    with django_assert_num_queries(4):
        record(client, session)


# --- One entry --------------------------------------------------------------------


def test_a_single_entry_can_be_proved_under_the_newest_seal(client: Client) -> None:
    session = sealed_twice()
    found = record(client, session)
    for index, entry in enumerate(found["entries"]):
        audience = entry["stream"].rsplit("/", 1)[1]
        address = f"/api/v1/sessions/{session.number}/record/{audience}/{entry['seq']}"
        proved = client.get(address).json()
        assert (proved["entry"], proved["index"]) == (entry, index)
        assert merkle.includes(
            bytes.fromhex(found["root"]),
            proved["size"],
            proved["index"],
            leaf_of(proved["entry"]),
            [bytes.fromhex(value) for value in proved["proof"]],
        )


def test_an_entry_that_is_not_sealed_has_no_proof(client: Client) -> None:
    session = sealed_twice()
    for place in ("public/9999", "public/0", "desk/-1", "elsewhere/1"):
        response = client.get(f"/api/v1/sessions/{session.number}/record/{place}")
        assert response.status_code in {404, 422}


# --- The program that recounts ------------------------------------------------------


def recount(tmp_path: Path, found: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    saved = tmp_path / "record.json"
    saved.write_text(json.dumps(found), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(RECOUNT), str(saved)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_program_finds_an_untouched_record_right_and_counts_its_questions(
    client: Client, tmp_path: Path
) -> None:
    found = record(client, sealed_twice())
    done = recount(tmp_path, found)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything fits: nothing was changed." in done.stdout
    for checkpoint in Checkpoint.objects.all():
        assert checkpoint.root_hex in done.stdout
    lines = {line.strip() for line in done.stdout.splitlines()}
    assert lines >= {
        "6 questions received",
        "2 answered",
        "1 not made public (abuse_or_ads)",
        "1 not made public (duplicate)",
        "1 taken down",
        "1 withdrawn",
    }


def test_the_program_counts_what_was_answered_aloud_and_not_what_was_only_handed_on(
    client: Client, tmp_path: Path
) -> None:
    session = cast.make_session()
    aloud, handed = (cast.published(session, f"第 {n} 个问题怎么办？") for n in (1, 2))
    act = acts.AnswerAloud(ref=cast.ref(), number=aloud.number)
    cast.do(session, act, cast.leader())
    unit = faces.bureau().pk
    given = acts.Assign(ref=cast.ref(), number=handed.number, unit=unit)
    cast.do(session, given, cast.leader())
    closing.end_session(session, by=cast.host())
    services.seal(session)
    lines = {
        line.strip() for line in recount(tmp_path, record(client, session)).stdout.splitlines()
    }
    assert lines >= {"2 questions received", "1 answered", "1 still open"}


@pytest.mark.parametrize("field", ["stream", "kind", "at", "reason", "digest", "leaf"])
def test_the_program_finds_a_changed_entry(client: Client, tmp_path: Path, field: str) -> None:
    found = record(client, sealed_twice())
    value = found["entries"][4][field]
    found["entries"][4][field] = ("0" if value[:1] != "0" else "1") + value[1:]
    done = recount(tmp_path, found)
    assert done.returncode == 1
    assert "does not fit" in done.stdout


def test_the_program_finds_a_rewritten_record(client: Client, tmp_path: Path) -> None:
    """Entries and leaves rewritten alike: only the seal, noted elsewhere, tells."""
    found = record(client, sealed_twice())
    entry = found["entries"][4]
    entry["reason"] = "other"
    entry["leaf"] = leaf_of(entry).hex()
    done = recount(tmp_path, found)
    assert done.returncode == 1
    assert "seal 1" in done.stdout.splitlines()[-2]


def test_the_program_says_how_to_use_it() -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(RECOUNT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "python3 recount.py" in done.stderr
