"""The planning pages: lists, the form, late announcements, postponing, people, papers, topics."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sessions_app import checklist
from sessions_app.models import Session, Topic
from sessions_app.services import guests as guest_list
from sessions_app.services import scheduling
from tests import cast, planners, uploaded
from tests.planners import client, draft, form, in_days, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def address(session: Session, page: str = "") -> str:
    return f"/office/sessions/{session.number}/{page}"


def words(where: str, **query: str) -> str:
    return client().get(where, query).content.decode()


def titles(**query: str) -> list[str]:
    return [row.title for row in client().get("/office/sessions/", query).context["page"]]


def test_each_tab_holds_the_sessions_of_its_states() -> None:
    for state in ("draft", "announced", "collecting", "live", "paused", "ended", "cancelled"):
        cast.make_session(state, title=state)

    assert titles(tab="drafts") == ["draft"]
    assert titles() == ["announced", "collecting"]
    assert titles(tab="live") == ["live", "paused"]
    assert titles(tab="over") == ["ended"]
    assert titles(tab="cancelled") == ["cancelled"]


def test_a_session_is_found_by_theme_guest_number_and_unit() -> None:
    first = draft(title="公交线网")
    second = draft(title="供水", organisation=planners.below())
    guest_list.invite(second, name="何敏", post="主任", by=planners.by())

    assert titles(tab="drafts", q="公交") == ["公交线网"]
    assert titles(tab="drafts", q="何敏") == ["供水"]
    assert titles(tab="drafts", q=str(first.number)) == ["公交线网"]
    assert titles(tab="drafts", unit="管理处") == ["供水"]
    assert titles(tab="drafts", q="没有") == []


def test_the_list_costs_the_same_for_one_session_and_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = client()
    for rows in (1, 3):
        while Session.objects.count() < rows:
            draft()
        with django_assert_num_queries(8):
            browser.get("/office/sessions/?tab=drafts")


def test_the_page_of_a_session_costs_the_same_for_any_number_of_people(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session, browser = draft(), client()
    for rows in (1, 3):
        while session.guests.count() < rows:
            name = f"客{session.guests.count()}"
            person = cast.person(name)
            guest_list.invite(session, name=name, post="主任", user=person, by=planners.by())
        with django_assert_num_queries(12):
            browser.get(address(session))


def test_a_session_is_planned_in_one_form() -> None:
    topic = Topic.objects.get(code="livelihood")
    sent = form(
        summary="直接问",
        topics=str(topic.pk),
        announce_at=typed(in_days(1)),
        collect_from=typed(in_days(2)),
        asking="real",
        opens_by_clock="on",
        slow_seconds="60",
        live_text="on",
    )
    answer = client().post("/office/sessions/new/", sent)

    session = Session.objects.get()
    assert answer["Location"] == address(session)
    assert (session.state, session.organisation) == ("draft", cast.city())
    assert (session.starts_at, session.collect_from) == (in_days(10), in_days(2))
    assert (session.asking, session.slow_seconds, session.live_text) == ("real", 60, True)
    assert list(session.topics.all()) == [topic]


@pytest.mark.parametrize(
    ("wrong", "beside", "said"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"unit_words": "没有这个单位"}, "unit_words", "None of your units is called like this"),
        ({"starts_at": "soon"}, "starts_at", "Please write a time like"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at", "Please write a time like"),
        ({"starts_at": "2020-01-01T10:00"}, "starts_at", "This time has passed already."),
        ({"ends_at": typed(in_days(9))}, "ends_at", "A session ends after it has started."),
        ({"announce_at": typed(in_days(11))}, "announce_at", "is announced before it starts."),
        ({"collect_from": typed(in_days(11))}, "collect_from", "begin before the start."),
        (
            {"announce_at": typed(in_days(5)), "collect_from": typed(in_days(4))},
            "collect_from",
            "once the session is announced.",
        ),
        ({"max_length": "5"}, "max_length", "greater than or equal to 20"),
        ({"asking": "anybody"}, "asking", "Select a valid choice."),
        ({"stream_url": "https://elsewhere.example/1.m3u8"}, "stream_url", "elsewhere.example"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_everything_typed_is_kept(
    wrong: dict[str, str], beside: str, said: str
) -> None:
    sent = form(summary="这些字不能丢", **{"per_person": "7", **wrong})
    answer = client().post("/office/sessions/new/", sent)

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[beside])
    page = answer.content.decode()
    assert f'id="id_{beside}_error"' in page or f'id="{beside}_error"' in page
    assert "这些字不能丢" in page
    assert 'name="per_person" value="7"' in page
    assert not Session.objects.exists()


def test_one_of_several_units_of_a_like_name_is_chosen() -> None:
    planners.planner()
    below = planners.below()
    answer = client().post("/office/sessions/new/", form(unit_words="通"))
    assert answer.status_code == 302

    twin = type(below).objects.create(name="公交管理处二分处", parent=cast.city())
    answer = client().post("/office/sessions/new/", form(unit_words="管理"))
    assert answer.status_code == 422
    assert "Several units match" in answer.content.decode()
    answer = client().post("/office/sessions/new/", form(unit_words="管理", unit=str(twin.pk)))
    assert answer.status_code == 302
    assert Session.objects.latest("pk").organisation == twin


def test_somebody_with_one_unit_need_not_type_it() -> None:
    page = words("/office/sessions/new/")

    assert f'value="{cast.city().name}"' in page


def test_an_edit_that_comes_late_shows_what_is_stored_and_loses_nothing() -> None:
    session = draft()
    mine = form(version=str(session.version), title="我写的题目", summary="我写的说明")
    where = address(session, "edit/")
    client().post(where, form(version=str(session.version), title="别人的题目", per_person="3"))
    answer = client().post(where, mine)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing you typed is lost" in page
    assert 'value="我写的题目"' in page
    assert "Stored now: 别人的题目" in page
    assert "Stored now: 3" in page
    session.refresh_from_db()
    assert session.title == "别人的题目"

    again = re.search(r'name="version" value="(\d+)"', page)
    assert again is not None
    assert client().post(where, {**mine, "version": again[1]}).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.summary) == ("我写的题目", "我写的说明")


def test_the_form_of_a_public_session_has_no_times() -> None:
    session = cast.make_session("announced", starts_at=in_days(5), ends_at=in_days(5, 16))
    page = words(address(session, "edit/"))

    assert 'name="starts_at"' not in page
    assert "Its times are changed by postponing." in page


def test_what_is_over_has_no_form() -> None:
    answer = client().get(address(cast.make_session("ended"), "edit/"))

    assert answer.status_code == 409
    assert "the session has moved on" in answer.content.decode()


def test_a_late_announcement_warns_cites_the_rule_and_asks_why() -> None:
    session = draft(starts_at=in_days(1))
    where = address(session, "announce/")
    page = words(where)
    assert "It starts in less than 3 days." in page
    assert "announce them at least 3 days ahead" in page

    assert client().post(where, {"reason": ""}).status_code == 422
    assert client().post(where, {"reason": "暴雨应急"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "announced"
    assert planners.recorded()[-1]["reason"] == "暴雨应急"


def test_in_time_it_takes_one_press() -> None:
    session = draft()
    where = address(session, "announce/")

    assert 'name="reason"' not in words(where)
    assert client().post(where).status_code == 302
    assert client().post(where).status_code == 302


def test_a_session_is_postponed_once_its_times_were_seen_side_by_side() -> None:
    session = draft()
    scheduling.announce(session, by=planners.by())
    where = address(session, "postpone/")
    times = {"starts_at": typed(in_days(12)), "ends_at": typed(in_days(12, 16)), "reason": "出差"}
    page = client().post(where, times).content.decode()
    session.refresh_from_db()
    assert session.starts_at == in_days(10)
    assert "Everyone who follows is told" in page

    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    other = {**times, "starts_at": typed(in_days(12, 14)), "seen": seen[1]}
    assert client().post(where, other).status_code == 200
    assert client().post(where, {**times, "seen": seen[1]}).status_code == 302
    session.refresh_from_db()
    assert session.starts_at == in_days(12)


def test_a_session_is_cancelled_with_a_reason() -> None:
    session = draft()
    scheduling.announce(session, by=planners.by())
    where = address(session, "cancel/")

    assert client().post(where, {"reason": ""}).status_code == 422
    assert client().post(where, {"reason": "防汛"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "cancelled"


def test_a_draft_is_dropped_without_one() -> None:
    session = draft()

    assert client().post(address(session, "cancel/"), {"reason": ""}).status_code == 302


def test_another_like_it_is_made_with_new_times() -> None:
    session = draft()
    where = address(session, "clone/")
    times = {"starts_at": typed(in_days(30)), "ends_at": typed(in_days(30, 16))}

    assert client().post(where, {"title": "二"}).status_code == 422
    answer = client().post(where, {"title": "二", **times})
    assert answer["Location"] == address(Session.objects.get(title="二"))


def test_leaders_in_office_are_found_and_invited() -> None:
    session, tenure = draft(), planners.in_office()
    yesterday = timezone.localdate() - timedelta(days=1)
    planners.in_office("前局长", "局长", until=yesterday)
    where = address(session, "guests/")

    assert tenure.leader.name in words(where, q="运输")
    assert "前局长" not in words(where, q="局长")
    client().post(where, {"tenure": str(tenure.pk)})
    client().post(where, {"name": "何敏", "post": "副主任"})
    assert [guest.name for guest in session.guests.all()] == ["陈立", "何敏"]
    client().post(where, {"up": str(session.guests.get(name="何敏").pk)})
    client().post(where, {"remove": str(session.guests.get(name="陈立").pk)})
    assert [guest.name for guest in session.guests.all()] == ["何敏"]


def test_a_guest_is_not_invited_twice() -> None:
    session = draft()
    where = address(session, "guests/")
    for _ in range(2):
        answer = client().post(where, {"name": "何敏", "post": "副主任"})

    assert answer.status_code == 422
    assert "何敏 is on the list already." in answer.content.decode()


def test_people_are_found_by_user_name_or_public_name_and_given_parts() -> None:
    session, person = draft(), cast.person("erik", "守时的人")
    where = address(session, "people/")

    for q in ("eri", "守时"):
        assert "守时的人" in words(where, q=q)
    client().post(where, {"user": str(person.pk), "right": "host"})
    assert [(part.user, part.right) for part in checklist.parts(session)] == [(person, "host")]
    assert "no second factor" in words(where)
    client().post(where, {"user": str(person.pk), "right": "host", "take": "1"})
    assert checklist.parts(session) == []
    assert client().post(where, {"user": str(person.pk), "right": "answer"}).status_code == 404


def test_documents_and_a_poster_are_uploaded() -> None:
    session = draft()
    where = address(session, "papers/")
    client().post(where, {"title": "方案", "file": uploaded.file(uploaded.PDF)})
    client().post(where, {"title": "征求意见", "link": "example.cn/opinions"})
    client().post(where, {"show": "1", "poster": uploaded.file(uploaded.picture())})

    session.refresh_from_db()
    assert [(p.title, p.kind) for p in session.documents.all()] == [
        ("方案", "pdf"),
        ("征求意见", "link"),
    ]
    assert default_storage.exists(session.poster.name or "")
    client().post(where, {"hide": "1"})
    client().post(where, {"remove": str(session.documents.get(title="方案").pk)})
    session.refresh_from_db()
    assert (bool(session.poster), session.documents.count()) == (False, 1)


@pytest.mark.parametrize(
    ("sent", "beside", "said"),
    [
        ({"title": "空"}, "file", "Please choose a file, or write a link."),
        ({"title": "坏", "file": b"MZ\x90\x00"}, "file", "Please choose a document"),
        ({"title": "坏", "link": "javascript:alert(1)"}, "link", "Enter a valid URL."),
        ({"title": "两", "link": "https://a.cn", "file": b"words"}, "file", "take one of them"),
        ({"show": "1", "poster": b"GIF89a"}, "poster", "Please choose a picture"),
        ({"show": "1"}, "poster", "This field is required."),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(
    sent: dict[str, Any], beside: str, said: str
) -> None:
    session = draft()
    files = {n: uploaded.file(v) if isinstance(v, bytes) else v for n, v in sent.items()}
    answer = client().post(address(session, "papers/"), files)

    assert answer.status_code == 422
    forms = (answer.context["form"], answer.context["picture"])
    assert said in "".join(str(each.errors.get(beside, "")) for each in forms)
    assert not session.documents.exists()


def test_topics_are_kept_by_the_system_administrator() -> None:
    browser = client(planners.operator())
    browser.post("/office/topics/new/", {"name": "营商环境", "name_en": "Business"})
    topic = Topic.objects.get(code="business")
    browser.post("/office/topics/", {"up": str(topic.pk)})
    changed = {"name": "营商", "name_en": "Business climate"}
    browser.post(f"/office/topics/{topic.pk}/", changed)

    topic.refresh_from_db()
    assert (topic.name, topic.active, topic.place) == ("营商", False, Topic.objects.count() - 1)
    assert "not in use" in browser.get("/office/topics/").content.decode()


def test_a_topic_out_of_use_stays_with_the_sessions_that_have_it() -> None:
    session, topic = draft(), Topic.objects.get(code="livelihood")
    session.topics.add(topic)
    Topic.objects.update(active=False)

    assert str(topic) in words(address(session, "edit/"))
    assert str(topic) not in words("/office/sessions/new/")
