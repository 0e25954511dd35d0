"""The audit log: what the auditor reads, and that nobody writes it anew."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any, get_args
from typing import cast as cast_to

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.admin import Recorded
from accounts.auditing import proof, reading
from accounts.auditing.reading import Wanted
from accounts.events import ActName
from accounts.models import User
from accounts.offices import wording
from accounts.principals import SYSTEM
from accounts.services import audit, organisations, rights
from log import triggers
from log.models import Event, Stream
from tests import casework, cast
from tests.casepages import EN
from tests.test_units_tree import details, made
from tests.unitcast import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(staff("audit"))
    return client


def acts(found: list[reading.Entry]) -> list[str]:
    return [entry.act.act for entry in found if entry.act]


def test_every_act_has_words() -> None:
    assert set(wording.ACTS) == set(get_args(ActName))


def test_the_auditor_reads_what_was_before_and_what_is_now(auditor: Client) -> None:
    unit = made("教育局")
    organisations.change(unit, by=SYSTEM, **details("市教育局"))
    body = auditor.get("/office/audit/", headers=EN).content.decode()
    assert "<del>教育局</del> → <ins>市教育局</ins>" in " ".join(body.split())
    assert f'href="/office/units/{unit.pk}/"' in body


def test_acts_are_found_by_what_by_whom_where_and_when() -> None:
    boss = staff("system")
    top = made("江州省")
    below = made("清江市", top)
    organisations.change(below, by=cast.who(boss), **details("清江"))
    rights.give(cast.person("jin"), "plan", top, by=SYSTEM)
    jin = cast.person("jin")
    today = timezone.localdate()

    def found(**wanted: Any) -> list[str]:
        return acts(reading.page(Wanted(**wanted), limit=50))

    assert found(act="right.given") == ["right.given"]
    assert found(person=jin) == ["right.given"]
    assert found(person=boss) == ["organisation.changed", "duty.given"]
    assert found(unit=below) == ["organisation.changed", "organisation.created"]
    assert len(found(unit=top)) == 4
    assert len(found(since=today, until=today)) == 5
    assert found(until=today - timedelta(days=1)) == []
    assert found(since=today + timedelta(days=1)) == []


def test_the_list_goes_on_where_it_stopped(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.offices.audit.PER_PAGE", 2)
    for n in range(4):
        made(f"第 {n} 局")
    first = auditor.get("/office/audit/", headers=EN)
    assert [row["entry"].act.name for row in first.context["rows"]] == ["第 3 局", "第 2 局"]
    then = auditor.get(f"/office/audit/?before={first.context['older']}", headers=EN)
    assert [row["entry"].act.name for row in then.context["rows"]] == ["第 1 局", "第 0 局"]


def test_the_list_costs_the_same_for_one_and_for_many(auditor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert auditor.get("/office/audit/", headers=EN).status_code == 200
        return len(queries)

    made("一局")
    before = cost()
    for n in range(3):
        rights.give(cast.person(f"p{n}"), "plan", made(f"第 {n} 局"), by=SYSTEM)
    assert cost() == before


@pytest.mark.parametrize("asked", ["person=nobody-at-all", "unit=nowhere", "since=yesterday"])
def test_a_condition_that_means_nothing_is_named(auditor: Client, asked: str) -> None:
    page = auditor.get(f"/office/audit/?{asked}", headers=EN)
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()


def test_the_export_holds_every_act_and_no_formula(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 2)
    for name in ("=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "平常"):
        made(name)
    answer = auditor.get("/office/audit/export/?act=organisation.created", headers=EN)
    text = cast_to("StreamingHttpResponse", answer).getvalue().decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text))
    assert head[0] == "No."
    assert [row[6] for row in rows] == ["平常", "'\t=1", "'@SUM(A1)", "'-2", "'+86", "'=1+1"]
    dangerous = ("=", "+", "-", "@", "\t", "\r", "\0")
    assert not any(cell.startswith(dangerous) for row in rows for cell in row)


def test_the_proof_gives_the_same_fingerprint_for_the_same_entries() -> None:
    made("一局")
    first = proof.prove()
    made("二局")
    assert first.intact
    assert proof.prove(upto=first.entries) == first
    assert proof.prove().fingerprint != first.fingerprint


def test_the_proof_is_on_a_page_and_a_command(auditor: Client) -> None:
    made("一局")
    body = auditor.get("/office/audit/verify/", headers=EN).content.decode()
    fingerprint = proof.prove().fingerprint
    assert "All 2 entries are as they were written" in body
    assert fingerprint in body
    out = StringIO()
    call_command("verify_audit", "--upto", "2", "--expect", fingerprint, stdout=out)
    assert out.getvalue().splitlines()[0] == "2 entries are as they were written"
    with pytest.raises(CommandError, match="another one"):
        call_command("verify_audit", "--expect", "00")


def _without_guard(statement: str, *params: int) -> None:
    """Do what nobody can: as whoever owns the database itself, past its triggers."""
    triggers.remove(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
    finally:
        triggers.install(connection)


@pytest.mark.breaks_fold("an entry is taken out of the log on purpose")
def test_the_proof_finds_a_hole(auditor: Client) -> None:
    for name in ("一局", "二局", "三局"):
        made(name)
    stream = audit.stream().pk
    _without_guard("DELETE FROM log_event WHERE stream_id = %s AND seq = 3", stream)
    assert proof.prove() == proof.Proof(2, proof.prove(upto=2).fingerprint, 3, "missing")
    body = auditor.get("/office/audit/verify/", headers=EN).content.decode()
    assert "Entry no. 3 is missing." in body
    with pytest.raises(CommandError, match="entry 3 of the audit log is missing"):
        call_command("verify_audit")


def test_the_proof_finds_a_changed_entry() -> None:
    made("一局")
    made("二局")
    stream = audit.stream().pk
    _without_guard("UPDATE log_event SET actor = 'u:99' WHERE stream_id = %s AND seq = 2", stream)
    found = proof.prove()
    assert (found.broken, found.why) == (2, "changed")


WRITES: dict[str, Callable[[], object]] = {
    "an update by the ORM": lambda: Event.objects.update(actor="u:1"),
    "new words by the ORM": lambda: Event.objects.update(data={}),
    "a delete by the ORM": lambda: Event.objects.all().delete(),
    "a delete of the stream": lambda: Stream.objects.filter(owner_kind="platform").delete(),
    "an update in SQL": lambda: _sql("UPDATE log_event SET kind = 'x'"),
    "a later time in SQL": lambda: _sql("UPDATE log_event SET at = CURRENT_TIMESTAMP"),
    "a delete in SQL": lambda: _sql("DELETE FROM log_event"),
    "a rewind in SQL": lambda: _sql("UPDATE log_stream SET last_seq = 0"),
    "a rehearsal made of it": lambda: _sql("UPDATE log_stream SET rehearsal = true"),
}


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("write", WRITES)
def test_the_database_itself_refuses_to_write_the_log_anew(write: str) -> None:
    made("一局")
    before = list(Event.objects.values_list())
    with pytest.raises(DatabaseError), transaction.atomic():
        WRITES[write]()
    assert list(Event.objects.values_list()) == before


def test_no_part_of_the_log_and_no_right_is_in_the_admin() -> None:
    known = {model._meta.label for model in admin.site._registry}
    assert not {label for label in known if label.startswith("log.")}
    assert not {label for label in known if "Permission" in label or label.endswith("Group")}


def test_every_page_of_the_admin_keeps_a_record() -> None:
    beside = [
        m._meta.label for m, page in admin.site._registry.items() if not isinstance(page, Recorded)
    ]
    assert beside == []


def test_a_superuser_gives_no_duty_and_no_power_by_the_admin(client: Client) -> None:
    root = User.objects.create_superuser("root", password=cast.PASSWORD)
    jin = cast.person("jin")
    client.force_login(root)
    sent = {
        "username": "jin",
        "pseudonym": "",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "duty": "security",
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00",
    }
    client.post(f"/admin/accounts/user/{jin.pk}/change/", sent, headers=EN)
    jin = User.objects.get(pk=jin.pk)
    assert (jin.duty, jin.is_superuser, jin.is_staff) == ("", False, False)
    assert client.get("/office/audit/", headers=EN).status_code == 404


def test_what_the_admin_changes_is_on_record(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password=cast.PASSWORD))
    client.post(
        "/admin/cases/specialday/add/",
        {"day": "2026-12-31", "working": "", "note": "年终盘点"},
        headers=EN,
    )
    found = reading.page(Wanted(act="admin.added"), limit=5)
    assert [(each.act.what, each.by) for each in found if each.act] == [("specialday", "root")]
    pk = found[0].act.id if found[0].act else 0
    client.post(f"/admin/cases/specialday/{pk}/delete/", {"post": "yes"}, headers=EN)
    assert acts(reading.page(Wanted(), limit=1)) == ["admin.deleted"]


def test_an_auditor_looks_at_every_session_and_acts_in_none(auditor: Client) -> None:
    session = cast.make_session("live")
    cast.ask(session)
    at = f"/sessions/{session.number}/"
    assert auditor.get(f"{at}desk/", headers=EN).status_code == 200
    assert auditor.get(f"{at}console/", headers=EN).status_code == 404
    assert auditor.get(f"{at}host/", headers=EN).status_code == 404


def test_an_auditor_reads_the_cases_of_all_units_and_changes_none(auditor: Client) -> None:
    case = casework.received()
    queue = auditor.get("/cases/handling/", headers=EN)
    assert [row["number"] for row in queue.context["rows"]] == [case.number]
    at = f"/cases/{case.number}/handle/"
    body = auditor.get(at, headers=EN).content.decode()
    assert "You read this case as an auditor." in body
    assert "<textarea" not in body
    assert 'name="do"' not in body
    before = list(type(case).objects.values_list()), Event.objects.count()
    for do in ("accept", "reply", "close", "note"):
        sent = {"do": do, "version": case.version, "text": "改一改", "note": "改一改"}
        assert auditor.post(at, sent, headers=EN).status_code == 403
    assert (list(type(case).objects.values_list()), Event.objects.count()) == before
