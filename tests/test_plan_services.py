"""Planning by services: what is checked, what changes, what is told and what is on record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts import uploads
from accounts.models import Duty
from log.models import Event
from sessions_app import rules
from sessions_app.models import Session, Topic
from sessions_app.services import drafting, guests, papers, planning, roles, scheduling, topics
from tests import cast, planners, uploaded
from tests.cast import refusal
from tests.planners import by, draft, in_days, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def announced(**plan: Any) -> Session:
    session = draft(**plan)
    scheduling.announce(session, by=by())
    return session


def change(session: Session, *some: Topic, version: int = 0, **plan: Any) -> None:
    given: Any = plan
    known = version or session.version
    drafting.change(session, given, topics=some, version=known, by=by())


def test_a_draft_is_on_record_and_nobody_outside_hears_of_it() -> None:
    session = draft()

    assert (session.state, session.created_by) == ("draft", planners.planner())
    assert told(session) == []
    act = planners.recorded()[-1]
    assert (act["act"], act["what"], act["id"]) == ("session.created", "session", session.pk)
    assert act["unit"] == cast.city().pk


def test_whoever_plans_elsewhere_plans_nothing_here() -> None:
    foreign: Any = {"title": "x", "organisation": planners.other_city()}
    times: Any = {"starts_at": in_days(9), "ends_at": in_days(9, 16)}
    plan: Any = {**foreign, **times}

    assert refusal(lambda: drafting.draft(plan, by=by())) == "not_allowed"
    session, jun = draft(), by(planners.stranger())
    for act in (
        lambda: scheduling.announce(session, by=jun),
        lambda: scheduling.cancel(session, by=jun, reason="x"),
        lambda: drafting.clone(session, title="x", **times, by=jun),
        lambda: guests.invite(session, name="x", post="y", by=jun),
        lambda: roles.give(session, cast.person("erik"), "host", by=jun),
        lambda: papers.set_poster(session, None, by=jun),
    ):
        assert refusal(act) == "not_allowed"


def test_a_change_of_a_draft_is_recorded_field_by_field() -> None:
    session = draft()
    change(session, title="公交线网", per_person=3)

    assert (session.title, session.per_person, session.version) == ("公交线网", 3, 2)
    assert told(session) == []
    act = planners.recorded()[-1]
    assert act["act"] == "session.changed"
    assert act["changes"] == [
        {"field": "title", "before": "让出行更顺畅", "after": "公交线网"},
        {"field": "per_person", "before": "10", "after": "3"},
    ]


def test_nothing_changed_is_no_change() -> None:
    session = draft()
    before = len(planners.recorded())
    change(session, title=session.title)

    assert (session.version, len(planners.recorded())) == (1, before)


def test_a_change_of_a_public_session_is_told_with_everything_its_page_shows() -> None:
    session, topic = announced(), Topic.objects.get(code="livelihood")
    change(session, topic, summary="新的说明", slow_seconds=60, asking="phone")

    assert told(session) == ["session.announced", "session.detailed"]
    data = Event.objects.filter(stream_id=session.public_id).latest("seq").data
    assert data is not None
    assert (data["summary"], data["rules"]["slow_seconds"]) == ("新的说明", 60)
    assert data["rules"]["ask"] == "phone"
    assert [each["code"] for each in data["topics"]] == ["livelihood"]


def test_the_times_of_a_public_session_are_not_changed_in_passing() -> None:
    session = announced()
    starts = session.starts_at
    change(session, starts_at=in_days(20), ends_at=in_days(20, 16), title="新题目")

    session.refresh_from_db()
    assert (session.starts_at, session.title) == (starts, "新题目")


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    session = draft()
    change(session, title="别人的题目")

    assert refusal(lambda: change(session, title="我的", version=1)) == "session_changed"
    session.refresh_from_db()
    assert session.title == "别人的题目"


@pytest.mark.parametrize("state", ["ended", "cancelled"])
def test_what_is_over_stays_as_it_was(state: str) -> None:
    session = cast.make_session(state)

    assert refusal(lambda: change(session, title="后来的")) == "illegal_step"
    assert refusal(lambda: guests.invite(session, name="x", post="y", by=by())) == "illegal_step"
    assert refusal(lambda: papers.set_poster(session, None, by=by())) == "illegal_step"


def test_another_stream_has_not_been_tested() -> None:
    session = draft()
    Session.objects.filter(pk=session.pk).update(stream_tested_at=in_days(0))
    change(session, stream_url="https://live.example.cn/1.m3u8")

    assert session.stream_tested_at is None


def test_announced_in_time_nobody_asks_why() -> None:
    session = announced()

    assert (session.state, told(session)) == ("announced", ["session.announced"])
    assert (planners.acts()[-1], planners.recorded()[-1]["reason"]) == ("session.announced", "")


def test_announced_late_needs_a_reason_that_is_kept() -> None:
    session = draft(starts_at=in_days(1))

    late = refusal(lambda: scheduling.announce(session, by=by(), reason=" "))
    assert late == "notice_reason_needed"
    scheduling.announce(session, by=by(), reason="暴雨应急")
    assert planners.recorded()[-1]["reason"] == "暴雨应急"


def test_without_a_notice_rule_nothing_is_late(settings: Any) -> None:
    settings.NOTICE_DAYS = 0

    assert announced(starts_at=in_days(1)).state == "announced"


def test_what_should_have_begun_is_not_announced() -> None:
    session = draft()
    Session.objects.filter(pk=session.pk).update(
        starts_at=in_days(-1), ends_at=in_days(-1) + timedelta(hours=1)
    )

    assert refusal(lambda: scheduling.announce(session, by=by(), reason="x")) == "start_passed"


def test_postponing_tells_everybody_the_new_times_and_records_both() -> None:
    session = announced()
    scheduling.postpone(
        session, starts_at=in_days(12), ends_at=in_days(12, 16), by=by(), reason="领导出差"
    )

    assert session.starts_at == in_days(12)
    assert told(session) == ["session.announced", "session.detailed"]
    act = planners.recorded()[-1]
    assert (act["act"], act["reason"]) == ("session.postponed", "领导出差")
    assert [each["field"] for each in act["changes"]] == ["starts_at", "ends_at"]


def test_what_has_begun_is_not_postponed() -> None:
    session = cast.make_session("live")
    times: Any = {"starts_at": in_days(1), "ends_at": in_days(1, 16)}

    assert refusal(lambda: scheduling.postpone(session, **times, by=by())) == "illegal_step"
    assert "session.postponed" not in planners.acts()


def test_a_public_session_is_cancelled_with_a_reason_for_everybody() -> None:
    session = announced()

    assert refusal(lambda: scheduling.cancel(session, by=by(), reason=" ")) == "words_needed"
    scheduling.cancel(session, by=by(), reason="防汛应急")
    assert told(session)[-1] == "session.cancelled"
    assert planners.recorded()[-1]["reason"] == "防汛应急"


def test_a_draft_is_dropped_without_a_word() -> None:
    session = draft()
    scheduling.cancel(session, by=by(), reason="")

    assert (session.state, told(session)) == ("cancelled", [])
    assert planners.acts()[-1] == "session.cancelled"


def names(session: Session) -> list[str]:
    return list(session.guests.values_list("name", flat=True))


def test_a_leader_in_office_is_invited_with_the_right_to_answer() -> None:
    session, tenure = draft(), planners.in_office(user=cast.person("chenli"))
    guests.invite_leader(session, tenure, by=by())

    guest = session.guests.get()
    assert (guest.name, guest.post, guest.leader) == ("陈立", tenure.post, tenure.leader)
    assert rules.rights(cast.who(cast.person("chenli")), session) == {"answer"}
    twice = refusal(lambda: guests.invite_leader(session, tenure, by=by()))
    assert twice == "guest_twice"


def test_guests_stand_in_an_order_that_can_be_changed() -> None:
    session = draft()
    for name in ("甲某", "乙某", "丙某"):
        guests.invite(session, name=name, post="主任", by=by())
    pk = session.guests.get(name="丙某").pk

    guests.move(session, pk, up=True, by=by())
    assert names(session) == ["甲某", "丙某", "乙某"]
    guests.move(session, pk, up=True, by=by())
    guests.move(session, pk, up=True, by=by())
    assert names(session) == ["丙某", "甲某", "乙某"]
    guests.move(session, pk, up=False, by=by())
    assert names(session) == ["甲某", "丙某", "乙某"]


def test_a_guest_who_is_removed_no_longer_answers_and_leaves_no_key_to_another() -> None:
    session = draft()
    for name, user in (("甲某", cast.person("fang")), ("乙某", None)):
        guests.invite(session, name=name, post="主任", user=user, by=by())
    guests.remove(session, session.guests.get(name="甲某").pk, by=by())
    guests.invite(session, name="丙某", post="主任", by=by())

    assert list(session.guests.values_list("key", "place", "name")) == [
        ("l2", 1, "乙某"),
        ("l3", 2, "丙某"),
    ]
    assert rules.rights(cast.leader(), session) == frozenset()


def test_the_guests_of_a_public_session_change_for_everybody_to_see() -> None:
    session = announced()
    guests.invite(session, name="甲某", post="主任", by=by())

    assert told(session)[-1] == "session.detailed"
    assert planners.acts()[-1] == "session.guests_changed"


def test_nobody_is_taken_off_the_list_once_it_goes_on() -> None:
    session = cast.make_session("live")
    guest = session.guests.get()

    assert refusal(lambda: guests.remove(session, guest.pk, by=by())) == "illegal_step"


def test_parts_are_given_and_taken_on_record() -> None:
    session, erik = draft(), cast.person("erik")
    roles.give(session, erik, "host", by=by())
    assert rules.rights(cast.host(), session) == {"host"}
    roles.take(session, erik, "host", by=by())

    assert rules.rights(cast.host(), session) == frozenset()
    assert [act["act"] for act in planners.recorded()[-2:]] == ["right.given", "right.taken"]


def test_the_right_to_answer_comes_with_the_list_of_guests_only() -> None:
    session, erik = draft(), cast.person("erik")

    assert refusal(lambda: roles.give(session, erik, "answer", by=by())) == "illegal_step"


def test_an_auditor_has_no_part() -> None:
    session, kun = draft(), planners.auditor()

    assert refusal(lambda: roles.give(session, kun, "observe", by=by())) == "auditor_apart"


def test_documents_are_files_and_links_in_an_order() -> None:
    session = announced()
    papers.add(
        session, title="方案", file=uploads.document(uploaded.file(uploaded.PDF)), link="", by=by()
    )
    papers.add(session, title="征求意见", file=None, link="https://example.cn/", by=by())
    papers.move(session, session.documents.get(title="征求意见").pk, up=True, by=by())

    rows = [(paper.title, paper.kind) for paper in session.documents.all()]
    assert rows == [("征求意见", "link"), ("方案", "pdf")]
    assert told(session) == ["session.announced", *["session.detailed"] * 3]
    assert planners.acts()[-3:] == [
        "session.document_added",
        "session.document_added",
        "session.changed",
    ]


def with_papers() -> Session:
    session = draft()
    poster = uploads.image(uploaded.file(uploaded.picture()))
    papers.set_poster(session, poster, by=by())
    file = uploads.document(uploaded.file(uploaded.PDF))
    papers.add(session, title="方案", file=file, link="", by=by())
    return session


def test_what_is_removed_is_gone_from_the_disk(django_capture_on_commit_callbacks: Any) -> None:
    session = with_papers()
    poster, paper = session.poster.name, session.documents.get()
    with django_capture_on_commit_callbacks(execute=True):
        papers.set_poster(session, None, by=by())
        papers.remove(session, paper.pk, by=by())

    assert not session.documents.exists()
    assert not default_storage.exists(poster or "")
    assert not default_storage.exists(paper.file.name or "")


def test_a_file_that_another_session_shows_stays(django_capture_on_commit_callbacks: Any) -> None:
    session = with_papers()
    drafting.clone(session, title="二", starts_at=in_days(30), ends_at=in_days(30, 16), by=by())
    poster, paper = session.poster.name, session.documents.get()
    with django_capture_on_commit_callbacks(execute=True):
        papers.set_poster(session, None, by=by())
        papers.remove(session, paper.pk, by=by())

    assert default_storage.exists(poster or "")
    assert default_storage.exists(paper.file.name or "")


def test_a_session_like_another_has_all_of_it_but_the_times() -> None:
    source = with_papers()
    change(
        source, Topic.objects.get(code="livelihood"), asking="real", slow_seconds=30, live_text=True
    )
    Session.objects.filter(pk=source.pk).update(collect_from=source.starts_at - timedelta(days=2))
    guests.invite(source, name="甲某", post="主任", user=cast.person("fang"), by=by())
    roles.give(source, cast.person("erik"), "host", by=by())
    source.refresh_from_db()
    made = drafting.clone(
        source, title="第二场", starts_at=in_days(30), ends_at=in_days(30, 16), by=by()
    )

    assert (made.state, made.title, made.number) == ("draft", "第二场", source.number + 1)
    assert (made.asking, made.slow_seconds, made.poster) == ("real", 30, source.poster)
    assert made.live_text
    assert made.collect_from == in_days(30) - timedelta(days=2)
    assert (made.announce_at, made.rehearsed_at) == (None, None)
    assert names(made) == ["甲某"]
    assert [topic.code for topic in made.topics.all()] == ["livelihood"]
    assert made.documents.get().file == source.documents.get().file
    assert rules.rights(cast.host(), made) == {"host"}
    assert rules.rights(cast.leader(), made) == {"answer"}
    assert planners.acts()[-1] == "session.cloned"


def test_somebody_who_became_an_auditor_has_no_part_in_another_like_it() -> None:
    source, erik = draft(), cast.person("erik")
    planning.grant(source, erik, "host")
    erik.duty = Duty.AUDIT
    erik.save()
    made = drafting.clone(source, title="x", starts_at=in_days(9), ends_at=in_days(9, 16), by=by())

    assert "host" not in rules.rights(cast.host(), made)


def test_topics_are_added_renamed_ordered_and_put_out_of_use_on_record() -> None:
    lan = by(planners.operator())
    topic = topics.create(name="营商环境", name_en="Business", by=lan)
    topics.change(topic, name="营商", name_en="Business climate", active=False, by=lan)
    topics.move(topic, up=True, by=lan)

    topic.refresh_from_db()
    assert (topic.code, topic.name, topic.active) == ("business", "营商", False)
    assert list(Topic.objects.values_list("code", flat=True))[-2] == "business"
    assert planners.acts() == ["topic.created", "topic.changed", "topic.changed"]


def test_two_topics_of_one_english_name_have_two_codes() -> None:
    lan = by(planners.operator())
    made = [topics.create(name=name, name_en="Other", by=lan) for name in ("甲", "乙")]

    assert len({topic.code for topic in made}) == 2


def test_topics_are_the_system_administrators() -> None:
    iris = by()

    assert refusal(lambda: topics.create(name="x", name_en="y", by=iris)) == "not_allowed"


@pytest.mark.parametrize(
    ("post", "unit", "full"),
    [
        ("局长", "市教育局", "市教育局局长"),
        ("市教育局局长", "市教育局", "市教育局局长"),
        ("市教育局局长", "清江市教育局", "市教育局局长"),
        ("Director", "Water Office", "Water Office Director"),
        ("局长", "局" * 80, "局" * 60),
    ],
)
def test_a_post_names_its_unit_once(post: str, unit: str, full: str) -> None:
    named = planners.other_city()
    named.name = unit

    assert guests.full_post(planners.in_office(post=post, organisation=named)) == full


def test_a_dissolved_unit_keeps_its_sessions_and_gets_no_new_ones() -> None:
    session, unit = draft(), cast.city()
    unit.active = False
    unit.save()
    session.refresh_from_db()
    times: Any = {"starts_at": in_days(9), "ends_at": in_days(9, 16)}

    assert refusal(draft) == "unit_closed"
    assert refusal(lambda: drafting.clone(session, title="x", **times, by=by())) == "unit_closed"
    change(session, title="仍可更改")
    assert session.title == "仍可更改"
