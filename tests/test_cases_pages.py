"""The public side of cases: pages, lists, the API, and what other rooms' pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cases import clock, figures, queries
from cases.models import Case
from cases.rows import excerpt
from cases.services import handling
from config.api import api
from dialogue.models import Question
from dialogue.services import publishing
from log.models import Event
from tests import casework, cast

pytestmark = pytest.mark.django_db

EN = {"Accept-Language": "en"}
ZH = {"Accept-Language": "zh-hans"}
FUTURE, PAST = timezone.localdate() + timedelta(days=9), timezone.localdate() - timedelta(days=9)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def body(client: Client, address: str, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers or EN)
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, case: Case) -> str:
    return body(client, f"/cases/{case.number}/")


def cost(address: str) -> int:
    with CaptureQueriesContext(connection) as queries_:
        assert Client().get(address, headers=EN).status_code == 200
    return len(queries_)


# --- One case -----------------------------------------------------------------------


def test_a_case_says_until_when_who_replies_and_where_it_was_asked(client: Client) -> None:
    case = casework.due(casework.received(), FUTURE)
    text = page(client, case)
    assert casework.WORDS in text
    assert cast.city().name in text
    assert "江边骑行者" in text
    assert f'href="/sessions/{case.session.number}/transcript/#q1"' in text  # type: ignore[union-attr]
    assert 'id="way"' in text
    assert "What happens next" in text
    assert "What you can do" in text
    assert "Official reply" not in text


def test_the_page_stands_on_the_log_and_says_what_was_promised_there(client: Client) -> None:
    case = casework.received()
    assert case.due_on > timezone.localdate()
    text = page(client, case)
    assert f'datetime="{case.due_on.isoformat()}"' in text
    assert "working days are left" in text or "working day is left" in text


def test_an_accepted_case_is_in_the_units_hands(client: Client) -> None:
    text = page(client, casework.accepted())
    assert f"{cast.city().name} has taken it in hand." in text


def test_a_reply_is_shown_as_it_was_written_and_sanitised(client: Client) -> None:
    case = casework.answered(reply="**重点：**请看<script>alert(1)</script>\n\n- 一\n- 二")
    text = page(client, case)
    assert "<strong>重点：</strong>请看" in text
    assert "<script>alert" not in text
    assert "<li>一</li>" in text
    assert "In time" in text


def test_a_closed_case_says_how_long_it_took(client: Client) -> None:
    case = casework.answered()
    Question.objects.update(asked_at=timezone.now() - timedelta(days=28))
    case = handling.close(case, version=case.version, by=casework.handler())
    assert f"it took {case.working_days} working days" in page(client, case)


def test_a_case_cannot_be_overdue_on_its_last_day_and_is_on_the_next() -> None:
    case = casework.received()
    for days, overdue in ((0, False), (-1, True)):
        due = timezone.localdate() + timedelta(days=days)
        casework.due(case, due)
        assert queries.recent(1)[0]["overdue"] == overdue


def test_an_overdue_case_says_so_without_blame(client: Client) -> None:
    case = casework.overdue()
    text = page(client, case)
    assert "and is overdue" in text
    assert "days have passed since" in text or "day has passed since" in text


def test_a_late_reply_is_not_called_in_time(client: Client) -> None:
    case = casework.overdue()
    by = casework.handler()
    case = handling.accept(case, version=1, by=by)
    case = handling.reply(case, version=2, text="晚了，但有答复。", by=by)
    text = page(client, case)
    assert "In time" not in text
    assert "The reply was due by" in text
    assert "working days later." in text
    assert queries.recent(1)[0]["overdue"] is False


def test_a_long_question_is_shown_in_full_beneath_its_title(client: Client) -> None:
    long = "小区停工三个月了。" + "路面一直没有恢复，老人出门很不方便。" * 8
    case = casework.received(long)
    assert case.title != long
    assert long in page(client, case)
    short = casework.received("很短的问题?")
    assert (
        page(client, short).count("很短的问题?") == 2
    )  # in the head of the page, and as its title


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    for address in ("/cases/20269999/", "/cases/0/", "/cases/abc/", "/cases/20260001/x/"):
        assert client.get(address).status_code == 404


def test_a_case_is_found_by_its_question(client: Client) -> None:
    case = casework.received()
    assert case.session is not None
    found = client.get(f"/sessions/{case.session.number}/questions/1/case/")
    assert (found.status_code, found["Location"]) == (302, f"/cases/{case.number}/")
    assert client.get(f"/sessions/{case.session.number}/questions/2/case/").status_code == 404
    assert client.get("/sessions/99/questions/1/case/").status_code == 404


def test_the_timeline_speaks_both_languages(client: Client) -> None:
    case = casework.closed()
    assert 'lang="zh-hans"' in body(client, f"/cases/{case.number}/", ZH)
    assert "was closed" in page(client, case)


# --- What is not public ---------------------------------------------------------------

SECRET = "暗号松树"


def test_a_case_shows_public_words_only(client: Client) -> None:
    session = cast.make_session()
    question = cast.ask(session, f"{SECRET} 我叫张三,107 路能恢复吗?")
    publishing.publish(
        session, number=question.number, version=1, by=cast.moderator(), text="107 路能恢复吗?"
    )
    casework.end(session)
    clock.tick(timezone.now())
    case = Case.objects.get()
    by = casework.handler()
    handling.note(case, text=f"{SECRET} 内部备注", by=by)
    question.refresh_from_db()
    for address in addresses(case):
        text = body(client, address)
        assert SECRET not in text, address
        assert question.receipt not in text, address
        assert by.key not in text, address
        assert "jin" not in text.replace("ninja", ""), address


def addresses(case: Case) -> list[str]:
    return [
        f"/cases/{case.number}/",
        "/cases/",
        "/cases/?show=open",
        "/",
        "/api/v1/cases",
        f"/api/v1/cases/{case.number}",
    ]


def test_the_words_of_a_question_that_was_taken_down_are_gone_from_its_case(client: Client) -> None:
    case = casework.answered(f"{SECRET} 的问题?", reply="答复还在。")
    question = Question.objects.get()
    publishing.take_down(question.session, number=question.number, reason="privacy", by=cast.host())
    for address in addresses(case):
        assert SECRET not in body(client, address), address
        assert SECRET.encode("ascii", "backslashreplace").decode() not in body(client, address)
    text = page(client, case)
    assert "This question was taken down." in text
    assert "江边骑行者" not in text
    assert "答复还在。" in text
    assert queries.recent(1)[0]["title"] == "A question that was taken down"
    casework.assert_fold_is_row(case)
    shown = client.get(f"/api/v1/cases/{case.number}").json()
    assert (shown["title"], shown["text"], shown["taken_down"]) == ("", "", True)
    assert shown["questions"][0]["name"] == ""


@pytest.mark.parametrize("state", casework.MAKE)
def test_a_case_whose_words_were_erased_from_the_log_still_has_its_page(
    client: Client, state: str
) -> None:
    case = casework.MAKE[state](f"{SECRET} 的问题?")
    Event.objects.filter(kind="case.received").update(data=None, salt=None, actor=None)
    text = page(client, case)
    assert SECRET not in text
    assert "A question whose words were erased" in text
    assert f"became case {case.number}" in text
    assert cast.city().name in text
    found = client.get(f"/api/v1/cases/{case.number}").json()
    jsonschema.validate(found, schema("CaseOut"))
    assert (found["limit"], found["due_on"]) == (None, case.due_on.isoformat())


@pytest.mark.parametrize("state", casework.MAKE)
def test_public_pages_hold_nothing_personal_and_can_be_kept_by_a_cache(state: str) -> None:
    case = casework.MAKE[state]()
    stranger, handler = Client(), Client()
    handler.force_login(cast.person("jin"))
    for address in (f"/cases/{case.number}/", "/cases/"):
        first = stranger.get(address)
        assert first.content == handler.get(address).content
        assert "public" in first["Cache-Control"]
        assert not first.cookies
        assert b"csrf" not in first.content
        again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_etag_changes_with_the_case(client: Client) -> None:
    case = casework.received()
    address = f"/cases/{case.number}/"
    before = client.get(address)["ETag"]
    handling.accept(case, version=1, by=casework.handler())
    assert client.get(address)["ETag"] != before


# --- Lists --------------------------------------------------------------------------


def numbers(client: Client, address: str) -> list[str]:
    found = client.get(address, headers=EN).context["rows"]
    return [row["number"] for row in found]


def test_the_list_shows_cases_by_where_they_stand(client: Client) -> None:
    late = casework.due(casework.received("逾期的问题?"), PAST)
    soon = casework.due(casework.accepted("快到期的问题?"), FUTURE)
    later = casework.due(casework.answered("答复了的问题?"), FUTURE + timedelta(days=1))
    done = casework.closed("办结的问题?")
    assert numbers(client, "/cases/?show=open") == [late.number, soon.number, later.number]
    assert numbers(client, "/cases/?show=overdue") == [late.number]
    assert numbers(client, "/cases/?show=closed") == [done.number]
    moved_last_first = [done.number, later.number, soon.number, late.number]
    assert numbers(client, "/cases/") == moved_last_first
    assert numbers(client, "/cases/?show=nonsense") == moved_last_first
    assert [row["number"] for row in queries.recent(2)] == moved_last_first[:2]


@pytest.mark.parametrize("show", queries.SHOWS)
def test_an_empty_list_says_what_will_stand_there(client: Client, show: str) -> None:
    assert 'class="empty"' in body(client, f"/cases/?show={show}")


def test_the_list_is_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.views.PER_PAGE", 2)
    for n in range(3):
        casework.received(f"第 {n} 个问题?")
    assert len(numbers(client, "/cases/?show=open")) == 2
    assert len(numbers(client, "/cases/?show=open&page=2")) == 1
    assert "?show=open&amp;page=2" in body(client, "/cases/?show=open")


@pytest.mark.parametrize("typed", ["{number}", " {number} ", "２０２６-{tail}"])
def test_a_number_as_somebody_noted_it_leads_to_its_case(client: Client, typed: str) -> None:
    case = casework.received()
    wide = {"number": case.number, "tail": case.number[4:]}
    if "２" in typed:
        typed = typed.replace("２０２６", "".join(chr(ord(c) + 0xFEE0) for c in case.number[:4]))
    found = client.get("/cases/", {"number": typed.format(**wide)})
    assert (found.status_code, found["Location"]) == (302, f"/cases/{case.number}/")


def test_a_number_that_does_not_exist_is_told_and_kept(client: Client) -> None:
    text = body(client, "/cases/?number=20269999")
    assert "There is no case with this number" in text
    assert 'value="20269999"' in text
    assert "<b>x" not in body(client, "/cases/?number=<b>x</b>")


# --- What a page costs ----------------------------------------------------------------


def one_and_three(make: Callable[[int], Case], address: Callable[[Case], str]) -> tuple[int, int]:
    first = make(0)
    cost(address(first))  # content types and the like are looked up once
    one = cost(address(first))
    make(1)
    make(2)
    return one, cost(address(first))


@pytest.mark.parametrize("address", ["/cases/", "/cases/?show=closed", "/api/v1/cases", "/"])
def test_a_list_costs_the_same_for_any_number_of_cases(address: str) -> None:
    one, three = one_and_three(lambda n: casework.closed(f"第 {n} 个问题?"), lambda _case: address)
    assert one == three


def test_a_case_costs_the_same_however_many_there_are_and_whatever_its_state() -> None:
    costs = {cost(f"/cases/{casework.MAKE[state](state + '?').number}/") for state in casework.MAKE}
    assert len(costs) == 1
    assert costs.pop() <= 5


def test_a_sessions_cases_cost_two_queries(django_assert_num_queries: Any) -> None:
    session = casework.over("第一个问题?", "第二个问题?", "第三个问题?")
    clock.tick(timezone.now())
    with django_assert_num_queries(2):
        found = queries.for_session(session)
    assert sorted(found) == [1, 2, 3]
    assert found[2]["title"] == "第二个问题?"
    assert found[2]["session_number"] == session.number
    assert queries.for_session(casework.over()) == {}


def test_templates_of_other_rooms_get_a_sessions_cases_and_the_latest_ones() -> None:
    session = casework.over("第一个问题?", "第二个问题?")
    clock.tick(timezone.now())
    shown = Template(
        "{% load case_tags %}{% cases_of session as cases %}{% case_of cases 2 as case %}"
        "{{ case.title }} {{ case.state_label }}{% case_of cases 9 as none %}[{{ none|default:'' }}]"
        "{% recent_cases 1 as rows %}{{ rows|length }}"
    ).render(Context({"session": session}))
    assert shown == "第二个问题? Received[]1"


# --- Figures ------------------------------------------------------------------------


def test_figures_are_counted_from_the_cases() -> None:
    assert queries.figures() == {
        "closed_this_month": 0, "median_working_days": None, "open": 0, "overdue": 0,
    }  # fmt: skip
    casework.due(casework.received(), PAST)
    casework.due(casework.answered(), PAST)  # a reply is not owed any more
    casework.accepted()
    Case.objects.filter(pk=casework.closed().pk).update(working_days=4)
    Case.objects.filter(pk=casework.closed().pk).update(working_days=9)
    assert queries.figures() == {
        "closed_this_month": 2, "median_working_days": 6.5, "open": 3, "overdue": 1,
    }  # fmt: skip
    Case.objects.filter(pk=casework.closed().pk).update(working_days=5)
    assert queries.figures()["median_working_days"] == 5


def test_this_month_begins_at_midnight_in_the_platforms_zone() -> None:
    case = casework.closed()
    zone = ZoneInfo("Asia/Shanghai")
    now = datetime(2026, 12, 3, 10, tzinfo=zone)
    for closed_at, counted in (
        (datetime(2026, 11, 30, 23, 59, tzinfo=zone), 0),
        (datetime(2026, 12, 1, 0, 0, tzinfo=zone), 1),
        (datetime(2026, 12, 3, 11, 0, tzinfo=zone), 0),
    ):
        Case.objects.filter(pk=case.pk).update(closed_at=closed_at)
        assert figures.count(now)["closed_this_month"] == counted


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("", ""),
        ("**重点：**请看。\n\n第二段。", "重点：请看。第二段。"),
        ("1. 一\n2. 二", "一二"),
        ("11 月 20 日修复 14 盏。", "11 月 20 日修复 14 盏。"),
        ("a < b & c\n\nd", "a < b & c d"),
        ("长" * 200, "长" * 89 + "…"),
    ],
)
def test_an_excerpt_is_plain_words(markdown: str, plain: str) -> None:
    assert excerpt(markdown) == plain


# --- The API ------------------------------------------------------------------------


def schema(name: str) -> dict[str, Any]:
    document = api.get_openapi_schema()
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


@pytest.mark.parametrize("state", casework.MAKE)
def test_a_case_over_http_is_what_the_schema_says(client: Client, state: str) -> None:
    case = casework.MAKE[state]()
    found = client.get(f"/api/v1/cases/{case.number}").json()
    jsonschema.validate(found, schema("CaseOut"))
    assert (found["case"], found["state"], found["due_on"]) == (
        case.number, state, case.due_on.isoformat(),
    )  # fmt: skip
    assert found["session"]["number"] == case.session.number  # type: ignore[union-attr]
    assert found["steps"][0]["kind"] == "case.received"


def test_the_api_lists_cases_newest_first_and_pages_without_a_gap(client: Client) -> None:
    made = [casework.received(f"第 {n} 个问题?").number for n in range(5)]
    seen: list[str] = []
    before: str | None = ""
    while before is not None:
        found = client.get(f"/api/v1/cases?limit=2&before={before}").json()
        jsonschema.validate(found, schema("CasesOut"))
        seen += [row["number"] for row in found["rows"]]
        before = found["next"]
    assert seen == made[::-1]


def test_the_api_answers_the_same_in_every_language_and_can_be_cached(client: Client) -> None:
    case = casework.answered()
    for address in ("/api/v1/cases", f"/api/v1/cases/{case.number}"):
        english, chinese = client.get(address, headers=EN), client.get(address, headers=ZH)
        assert english.content == chinese.content
        again = client.get(address, headers={"If-None-Match": english["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/cases/20269999", 404),
        ("/api/v1/cases/abc", 404),
        ("/api/v1/cases?before=20269999", 404),
        ("/api/v1/cases?show=nonsense", 422),
        ("/api/v1/cases?limit=0", 422),
    ],
)
def test_the_api_refuses_in_one_shape(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    jsonschema.validate(response.json(), schema("ErrorOut"))


def test_days_are_days_of_the_platform() -> None:
    case = casework.closed()
    late = datetime(2026, 11, 30, 17, 0, tzinfo=ZoneInfo("UTC"))
    Case.objects.filter(pk=case.pk).update(answered_at=late, closed_at=late)
    row = queries.recent(1)[0]
    assert (row["answered_on"], row["closed_on"]) == (date(2026, 12, 1), date(2026, 12, 1))
