"""Rehearsing and trying the stream from the office: by those who plan there, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from guardian.shortcuts import assign_perm

from accounts.models import Duty, Organisation, User
from log.models import Event
from sessions_app.models import Session
from sessions_app.services import rehearsing
from tests import cast

pytestmark = pytest.mark.django_db


def planner(unit: Organisation | None = None) -> User:
    """Wei, who plans the sessions of the cast's unit."""
    wei = cast.person("wei")
    assign_perm("accounts.plan_sessions", wei, unit or cast.city())
    return wei


def client_of(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def post(client: Client, session: Session, what: str) -> Any:
    return client.post(f"/office/sessions/{session.number}/{what}/")


def test_a_planner_begins_a_rehearsal_and_discards_it() -> None:
    session, client = cast.make_session("announced"), client_of(planner())
    answer = post(client, session, "rehearse")
    assert answer.headers["Location"] == f"/office/sessions/{session.number}/#rehearsal"
    copy = session.rehearsals.get()
    assert (copy.state, copy.created_by) == ("collecting", cast.person("wei"))
    assert client.get(f"/sessions/{copy.number}/").status_code == 200
    post(client, session, "rehearse/discard")
    assert not session.rehearsals.exists()
    assert client.get(f"/sessions/{copy.number}/").status_code == 404
    acts = Event.objects.filter(data__act="session.rehearsed").values_list("actor", "data__id")
    assert list(acts) == [(f"u:{cast.person('wei').pk}", session.pk)] * 2


def test_discarding_what_is_not_there_does_nothing() -> None:
    session = cast.make_session("announced")
    assert post(client_of(planner()), session, "rehearse/discard").status_code == 302


def test_what_has_begun_is_refused_in_words() -> None:
    session, client = cast.make_session("live"), client_of(planner())
    answer = post(client, session, "rehearse")
    assert answer.status_code == 302
    assert not session.rehearsals.exists()


@pytest.mark.parametrize("what", ["rehearse", "rehearse/discard", "stream"])
@pytest.mark.parametrize("who", ["nobody", "somebody", "role", "other unit", "auditor"])
def test_nobody_else_does_any_of_it(who: str, what: str) -> None:
    session = cast.make_session("announced", stream_url="https://live.example.cn/a.m3u8")
    copy = rehearsing.begin(session, by=cast.host())
    elsewhere = Organisation.objects.create(name="邻市教育局")
    auditor = cast.person("shen")
    User.objects.filter(pk=auditor.pk).update(duty=Duty.AUDIT)
    client = {
        "nobody": lambda: Client(),
        "somebody": lambda: client_of(cast.person("alice")),
        "role": lambda: client_of(cast.person("erik")),
        "other unit": lambda: client_of(planner(elsewhere)),
        "auditor": lambda: client_of(auditor),
    }[who]()
    answer = post(client, session, what)
    assert answer.status_code == {"nobody": 302, "auditor": 403}.get(who, 404)
    if who == "nobody":
        assert answer.headers["Location"].startswith("/sign-in/")
    assert session.rehearsals.get() == copy
    assert not Event.objects.filter(data__act="session.stream_tested").exists()


@pytest.mark.parametrize("what", ["rehearse", "rehearse/discard", "stream"])
def test_a_number_that_is_no_real_session_is_not_found(what: str) -> None:
    session, client = cast.make_session("announced"), client_of(planner())
    copy = rehearsing.begin(session, by=cast.host())
    assert post(client, copy, what).status_code == 404
    assert client.post(f"/office/sessions/{session.number + 9}/{what}/").status_code == 404
    assert client.get(f"/office/sessions/{session.number}/{what}/").status_code == 405


def test_what_is_wrong_with_the_stream_is_said_and_kept(settings: Any) -> None:
    settings.STREAM_HOSTS = []
    session = cast.make_session("draft", stream_url="https://live.example.cn/a.m3u8?key=hush")
    client = client_of(planner())
    answer = client.post(f"/office/sessions/{session.number}/stream/")
    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.stream_tested_at is None
    kept = Event.objects.get(data__act="session.stream_tested").data or {}
    assert kept["changes"] == [
        {"field": "live.example.cn", "before": "", "after": "stream_bad_host"}
    ]
    assert "hush" not in str(kept)


def test_a_planner_without_a_part_finds_the_rehearsal_and_sits_at_no_desk_of_it() -> None:
    copy = rehearsing.begin(cast.make_session("announced"), by=cast.host())
    client = client_of(planner())
    assert client.get(f"/sessions/{copy.number}/").status_code == 200
    for desk in ("desk", "host", "console"):
        assert client.get(f"/sessions/{copy.number}/{desk}/").status_code == 404


def test_the_office_page_offers_what_can_be_done_and_says_how_it_stands() -> None:
    session = cast.make_session("announced", stream_url="https://live.example.cn/a.m3u8")
    client, address = client_of(planner()), f"/office/sessions/{session.number}/"
    before = client.get(address).content.decode()
    assert "Begin a rehearsal" in before
    assert "live.example.cn was not tried yet" in before
    post(client, session, "rehearse")
    during = client.get(address).content.decode()
    assert f"/sessions/{session.rehearsals.get().number}/" in during
    assert "Discard the rehearsal" in during
    assert "Begin a rehearsal" not in during


def test_the_auditor_reads_it_and_is_offered_nothing() -> None:
    session = cast.make_session("announced", stream_url="https://live.example.cn/a.m3u8")
    auditor = cast.person("shen")
    User.objects.filter(pk=auditor.pk).update(duty=Duty.AUDIT)
    page = client_of(auditor).get(f"/office/sessions/{session.number}/").content.decode()
    assert "live.example.cn was not tried yet" in page
    assert "Begin a rehearsal" not in page
    assert "Try the stream" not in page
