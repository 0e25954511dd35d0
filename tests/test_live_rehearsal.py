"""A rehearsal: the whole way in private, and nothing of it left behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import Revocation, User
from accounts.principals import Principal
from archive import clock as archive_clock
from cases import clock as cases_clock
from dialogue import acts, live
from dialogue import clock as dialogue_clock
from dialogue.models import Draft, Support
from dialogue.services import closing, hosting, own, publishing, speaking
from log.models import Event, Stream
from moderation.models import ListedWord
from moderation.services import claiming, deciding
from sessions_app import clock, rules
from sessions_app.models import Document, Follow, Session, Topic
from sessions_app.services import lifecycle, planning, rehearsing
from tests import cast
from tests.folding import assert_fold_is_tables

pytestmark = pytest.mark.django_db

PAGES = ("", "ask/", "console/", "host/", "desk/", "transcript/", "transcript/verify/")
READ = ("", "/snapshot", "/log", "/record")


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def planner() -> Principal:
    return cast.who(cast.person("wei"))


def real_session(state: str = "announced", **fields: Any) -> Session:
    soon = timezone.now() + timedelta(days=2)
    times = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    session = cast.make_session("draft", asking="real", slow_seconds=20, **times, **fields)
    session.topics.set(Topic.objects.all()[:2])
    Document.objects.create(session=session, title="提案全文", link="https://www.example.gov.cn/a")
    paper = Document(session=session, title="背景材料", place=2)
    paper.file.save("brief.pdf", ContentFile(b"%PDF-1.4"))
    cast.bring_to(session, state)
    return session


def rows() -> dict[str, int]:
    """Return how many rows every table of every room holds."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._default_manager.count() for model in models}


def whole_way(session: Session) -> None:
    """Do in a session everything that leaves something somewhere."""
    ListedWord.objects.create(word="彩排", session=session)
    asked = [
        cast.ask(session, f"彩排里的第 {n} 个问题是什么?", who)
        for n, who in enumerate(
            [cast.host(), cast.leader(), cast.stenographer(), cast.observer(), cast.moderator()], 1
        )
    ]
    own.withdraw(session, number=asked[3].number, by=cast.observer())
    edit = acts.Edit(ref=cast.ref(), number=asked[0].number, text="改过的第一个问题是什么?")
    cast.do(session, edit, cast.host())
    lifecycle.open_session(session, by=cast.host())
    for question in asked[:3]:
        claiming.claim(session, number=question.number, by=cast.moderator())
        question.refresh_from_db()
        deciding.approve(
            session, number=question.number, version=question.version, by=cast.moderator()
        )
    support = acts.Support(ref=cast.ref(), number=asked[1].number)
    cast.do(session, support, cast.moderator())
    Draft.objects.create(question=asked[1], text="草稿", by="u:1")
    hosting.take_up(session, number=asked[0].number, by=cast.host())
    said = speaking.answer(
        session, number=asked[0].number, text="这是回答。", speaker=cast.LEADER, by=cast.leader()
    )
    speaking.correct(
        session, target=said.seq, text="这是更正后的回答。", reason="口误", by=cast.stenographer()
    )
    publishing.take_down(session, number=asked[2].number, reason="privacy", by=cast.moderator())
    lifecycle.pause(session, by=cast.host(), note="试一试")
    lifecycle.resume(session, by=cast.host())
    lifecycle.close_intake(session, by=cast.host())
    closing.end_session(session, by=cast.host())


def all_clocks() -> None:
    now = timezone.now()
    for tick in (clock.tick, dialogue_clock.tick, archive_clock.tick, cases_clock.tick):
        tick(now)


# --- Beginning ------------------------------------------------------------------


def test_the_copy_has_the_roles_rules_guests_topics_and_documents_of_the_real_session() -> None:
    session = real_session("draft")
    copy = rehearsing.begin(session, by=planner())
    assert (copy.rehearsal, copy.rehearsal_of, copy.state) == (True, session, "collecting")
    assert copy.number >= planning.REHEARSALS
    assert copy.starts_at <= timezone.now() < copy.ends_at
    for name in rehearsing.RULES:
        assert getattr(copy, name) == getattr(session, name)
    assert list(copy.topics.all()) == list(session.topics.all())
    for rows_of in ("guests", "documents"):
        mine, theirs = getattr(copy, rows_of).all(), getattr(session, rows_of).all()
        assert [str(row) for row in mine] == [str(row) for row in theirs]
    for right in ("moderator", "host", "leader", "stenographer", "observer"):
        who = getattr(cast, right)()
        assert rules.rights(who, copy) == rules.rights(who, session)
    session.refresh_from_db()
    assert (session.state, session.rehearsed_at) == ("draft", None)
    assert_fold_is_tables(copy)


def test_two_who_begin_share_one_rehearsal() -> None:
    session = real_session()
    assert rehearsing.begin(session, by=planner()) == rehearsing.begin(session, by=cast.host())


@pytest.mark.parametrize("state", ["live", "paused", "ended", "cancelled"])
def test_what_has_begun_is_not_rehearsed_any_more(state: str) -> None:
    session = real_session(state)
    assert cast.refusal(lambda: rehearsing.begin(session, by=planner())) == "illegal_step"


def test_a_rehearsal_is_not_rehearsed() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    assert cast.refusal(lambda: rehearsing.begin(copy, by=planner())) == "illegal_step"


def test_nobody_is_signed_out_and_no_follower_is_told() -> None:
    session = real_session()
    fan = cast.person("fan")
    for target in ({"session": session}, {"organisation": session.organisation}):
        Follow.objects.create(user=fan, **target)
    before = rows()
    versions = list(User.objects.order_by("pk").values_list("token_version", flat=True))
    copy = rehearsing.begin(session, by=planner())
    all_clocks()
    assert (
        list(User.objects.order_by("pk").values_list("token_version", flat=True))[: len(versions)]
        == versions
    )
    after = rows()
    told = [name for name in after if "message" in name or "telling" in name]
    assert [after[name] - before[name] for name in told] == [0] * len(told)
    assert after[Revocation._meta.db_table] == before[Revocation._meta.db_table]
    assert copy.state == "collecting"


# --- In private -----------------------------------------------------------------


def client_of(who: Principal | None) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if who is not None and who.user_id is not None:
        client.force_login(User.objects.get(pk=who.user_id))
    return client


def api_of(who: Principal) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.mint(who)}"}


@pytest.mark.parametrize("who", [None, "netizen", "guest"])
@pytest.mark.parametrize("ended", [False, True])
def test_whoever_has_no_part_in_it_finds_nothing_at_any_address(
    who: str | None, ended: bool
) -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    if ended:
        whole_way(copy)
    principal = getattr(cast, who)() if who else None
    client = client_of(principal)
    never = copy.number + 1
    for page in PAGES:
        found = client.get(f"/sessions/{copy.number}/{page}")
        nothing = client.get(f"/sessions/{never}/{page}")
        assert found.status_code == nothing.status_code
        assert found.status_code == 404 or found.headers["Location"].startswith("/sign-in/")
        assert str(copy.title) not in found.content.decode()
    assert client.post(f"/sessions/{copy.number}/ask/", {"text": "问一问"}).status_code == 404
    assert client.post(f"/sessions/{copy.number}/support/", {"number": 1}).status_code in {403, 404}
    headers = api_of(principal) if principal else {}
    for path in READ:
        found = client.get(f"/api/v1/sessions/{copy.number}{path}", headers=headers)
        assert (found.status_code, found.json()["error"]["code"]) == (404, "not_found")
    for path in ("/mine", "/desk/queue", "/drafts/1"):
        found = client.get(f"/api/v1/sessions/{copy.number}{path}", headers=headers)
        assert found.status_code == (404 if principal else 401)
    for listing in ("/", "/sessions/", "/sessions/?when=past", "/cases/"):
        assert str(copy.number) not in client.get(listing).content.decode()


def test_the_ones_with_a_part_in_it_see_every_page_marked_and_uncached() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    for who, page in (
        (cast.observer(), ""),
        (cast.observer(), "ask/"),
        (cast.leader(), "console/"),
        (cast.host(), "host/"),
        (cast.moderator(), "desk/"),
    ):
        answer = client_of(who).get(f"/sessions/{copy.number}/{page}")
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Rehearsal: nobody else sees this" in answer.content.decode()
    api = f"/api/v1/sessions/{copy.number}"
    for answer in (
        client_of(cast.host()).get(f"{api}/snapshot"),
        Client().get(f"{api}/snapshot", headers=api_of(cast.host())),
    ):
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_after_its_end_the_transcript_is_shown_marked_and_no_page_of_it_is_kept() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    whole_way(copy)
    for page in ("transcript/", "transcript/verify/"):
        answer = client_of(cast.leader()).get(f"/sessions/{copy.number}/{page}")
        assert "Rehearsal: nobody else sees this" in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_real_session_is_not_marked() -> None:
    page = client_of(cast.host()).get(f"/sessions/{real_session().number}/").content.decode()
    assert "Rehearsal: nobody else sees this" not in page


def test_staff_ask_test_questions_without_proving_who_they_are() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    assert cast.ask(copy, "彩排时能不能提问?", cast.observer()).number == 1


def test_who_loses_the_last_part_in_it_finds_it_no_more() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    planning.withdraw(copy, cast.person("hong"), "observe")
    assert client_of(cast.observer()).get(f"/sessions/{copy.number}/").status_code == 404


# --- The end --------------------------------------------------------------------


@pytest.mark.parametrize("by", [None, "planner"])
def test_nothing_is_left_behind_in_any_table(by: str | None) -> None:
    session = real_session()
    for make in (planner, cast.netizen, cast.host, cast.moderator):
        make()  # whoever is new now would be counted
    before, last = rows(), lifecycle_of(session)
    copy = rehearsing.begin(session, by=cast.who(cast.person("wei")))
    whole_way(copy)
    all_clocks()
    assert Support.objects.exists()
    assert rows() != before
    rehearsing.discard(copy, by=planner()) if by else rehearsing.discard(copy)
    all_clocks()
    after = rows()
    # On record is only that somebody rehearsed, at the real session.
    kept = Event.objects.filter(kind="platform.administered", data__act="session.rehearsed")
    assert kept.count() == (2 if by else 1)
    audit = Stream.objects.filter(owner_kind="platform").count()
    assert after.pop("log_event") == before.pop("log_event") + kept.count()
    assert after.pop("log_stream") - before.pop("log_stream") in {0, audit}
    assert after == before
    session.refresh_from_db()
    assert lifecycle_of(session) == last
    assert session.rehearsed_at is not None
    assert Path(session.documents.get(place=2).file.path).read_bytes() == b"%PDF-1.4"
    assert cast.make_session().number == session.number + 1


def lifecycle_of(session: Session) -> tuple[str, int, int]:
    return session.state, session.version, session.last_number


def test_a_file_that_only_the_rehearsal_still_showed_goes_with_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    session = real_session("draft")
    copy = rehearsing.begin(session, by=planner())
    paper = session.documents.get(place=2)
    path = Path(paper.file.path)
    paper.delete()
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        rehearsing.discard(copy)
    assert not path.exists()


def test_every_room_that_keeps_something_of_a_session_has_a_sweeper() -> None:
    """A table that points at sessions or questions is swept, or goes with what it points at."""
    swept = {path.split(".")[0] for path in project.REHEARSAL_SWEEPERS}
    pointing = {
        field.related_model._meta.app_label
        for model in (Session, apps.get_model("dialogue", "Question"))
        for field in model._meta.related_objects
        if field.on_delete is not None and field.on_delete.__name__ == "PROTECT"
    }
    # A rehearsal's questions never become cases: cases.services.opening.
    assert pointing - swept == {"cases"}


def test_a_rehearsal_that_did_not_reach_its_end_counts_for_nothing() -> None:
    session = real_session()
    rehearsing.discard(rehearsing.begin(session, by=planner()), by=planner())
    session.refresh_from_db()
    assert session.rehearsed_at is None
    assert rehearsing.begin(session, by=planner()).state == "collecting"


def test_a_real_session_is_never_discarded() -> None:
    session = real_session()
    assert cast.refusal(lambda: rehearsing.discard(session, by=planner())) == "not_allowed"
    assert Session.objects.filter(pk=session.pk).exists()


def test_the_clock_discards_what_was_forgotten(settings: Any) -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    settings.REHEARSAL_HOURS = 24
    clock.tick(timezone.now() + timedelta(hours=23))
    assert Session.objects.filter(pk=copy.pk).exists()
    clock.tick(timezone.now() + timedelta(hours=25))
    assert not Session.objects.filter(rehearsal=True).exists()
    assert not Stream.objects.filter(rehearsal=True).exists()


def test_what_is_sent_after_it_is_gone_is_refused_for_good() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    rehearsing.discard(copy, by=planner())
    answer = Client().post(
        f"/api/v1/sessions/{copy.number}/acts",
        {"do": "ask", "ref": cast.ref(), "text": "还在不在?"},
        content_type="application/json",
        headers=api_of(cast.host()),
    )
    assert (answer.status_code, answer.json()["error"]["retry"]) == (404, False)
    assert live.viewers(copy.number) == 0
