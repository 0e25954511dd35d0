"""The transcript: everything said in public, each thing in its place."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

import cases.clock
from archive import services
from archive.lines import Line, line
from archive.models import Checkpoint
from cases.queries import by_question
from cases.services import handling
from dialogue import acts, queries
from dialogue.public_state import Entry
from dialogue.services import closing, hosting, publishing, speaking
from dialogue.text import MAX_ANSWER
from log.writing import lock
from sessions_app.services import lifecycle
from tests import cast
from tests.transcripts import (
    ENGLISH,
    HOST,
    address,
    answer,
    over,
    page,
    part,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["", "verify/"])
@pytest.mark.parametrize("state", ["announced", "collecting", "live", "paused"])
def test_a_session_that_is_not_over_is_at_its_live_page(
    client: Client, state: str, name: str
) -> None:
    session = cast.make_session(state)
    response = client.get(address(session, name))
    assert (response.status_code, response["Location"]) == (302, f"/sessions/{session.number}/")


@pytest.mark.parametrize("name", ["", "verify/"])
def test_a_draft_and_an_unknown_number_are_not_found(client: Client, name: str) -> None:
    draft = cast.make_session("draft")
    for number in (draft.number, 4711):
        assert client.get(f"/sessions/{number}/transcript/{name}").status_code == 404


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    session = over(cast.make_session())
    assert client.post(address(session)).status_code == 405
    assert client.head(address(session)).status_code == 200


def test_a_question_stands_once_with_its_answers_beneath(client: Client) -> None:
    session = cast.make_session()
    bus = cast.published(session, "107 路能不能恢复直达医院？")
    parking = cast.published(session, "夜间道路停车能否分时段开放？", cast.guest("过路人"))
    cast.do(session, acts.Support(ref=cast.ref(), number=bus.number), cast.neighbour())
    cast.do(session, acts.Support(ref=cast.ref(), number=bus.number), cast.guest())
    hosting.take_up(session, number=bus.number, by=cast.host())
    first = answer(session, bus.number, "四月恢复。")
    hosting.take_up(session, number=parking.number, by=cast.host())
    second = answer(session, parking.number, "**可以**分时段开放。")
    again = answer(session, bus.number, "另外，东门设站。")
    html = page(client, over(session))
    text = text_of(html.split('class="record-head"')[1])
    assert text.count("107 路能不能恢复直达医院？") == 1
    places = ["107 路能不能", "四月恢复。", "另外，东门设站。", "夜间道路停车", "分时段开放。"]
    assert sorted(places, key=text.index) == places
    assert "<strong>可以</strong>" in html
    for place in (f"q{bus.number}", f"q{parking.number}", f"e{first}", f"e{second}", f"e{again}"):
        assert html.count(f'id="{place}"') == 1
        assert f'href="#{place}"' in html
    assert "江边骑行者" in text
    assert "2 人支持" in text
    assert "其中游客 1 人" in text


def test_words_between_questions_stand_in_their_place(client: Client) -> None:
    session = cast.make_session()
    asked = cast.published(session, "公交站台能不能加靠背？")
    speaking.say(session, text="欢迎各位。", speaker=HOST, by=cast.host())
    hosting.take_up(session, number=asked.number, by=cast.host())
    speaking.say(session, text="请局长回答。", speaker=HOST, by=cast.host())
    answer(session, asked.number, "已列入改造。")
    lifecycle.pause(session, by=cast.host(), note="调试话筒")
    lifecycle.resume(session, by=cast.host())
    lifecycle.close_intake(session, by=cast.host())
    speaking.say(session, text="谢谢大家。", speaker=HOST, by=cast.host())
    html = page(client, over(session))
    article = html.split("<article")[1].split("</article>")[0]
    assert "请局长回答。" in article
    assert "欢迎各位。" not in article
    assert "调试话筒" not in article
    text = text_of(html.split('class="record-head"')[1])
    places = ["欢迎各位。", "公交站台", "请局长回答。", "已列入改造。", "调试话筒", "谢谢大家。"]
    assert sorted(places, key=text.index) == places
    contents = text_of(html.split('class="contents-list"')[1].split("</ol>")[0])
    assert re.findall("开场|小结|公交站台", contents) == ["开场", "公交站台", "小结"]


def test_a_correction_shows_the_last_wording_and_keeps_the_earlier_one_a_tap_away(
    client: Client,
) -> None:
    session = cast.make_session()
    asked = cast.published(session)
    seq = answer(session, asked.number, "发车 19:20。")
    over(session)
    for text, reason in (("发车 19:10。", "速录有误"), ("发车 19:10，票价不变。", "补充票价")):
        speaking.correct(session, target=seq, text=text, reason=reason, by=cast.stenographer())
    html = page(client, session)
    said = html.split(f'id="e{seq}"')[1].split("</article>")[0]
    standing, *changes = said.split('<details class="fix"')
    assert "发车 19:10，票价不变。" in standing
    assert "19:20" not in standing
    assert ["速录有误" in changes[0], "补充票价" in changes[1]] == [True, True]
    assert ["发车 19:20。" in changes[0], "<p>发车 19:10。</p>" in changes[1]] == [True, True]


def test_each_question_tells_in_one_line_what_became_of_it(client: Client) -> None:
    session = cast.make_session()
    live = cast.answered(session, "当场答了的问题怎么样？")
    later = cast.published(session, "会后才答的问题怎么样？")
    case = cast.published(session, "转为办理件的问题怎么样？")
    waiting = cast.published(session, "还在等的问题怎么样？")
    gone = cast.published(session, "含有电话 13800000000 的问题")
    publishing.take_down(session, number=gone.number, reason="privacy", by=cast.moderator())
    over(session)
    answer(session, later.number, "会后补答。")
    with transaction.atomic():
        held = lock(session.public_id)[0]
        closing.hand_over(queries.question(session, case.number), case_number="20260042", held=held)
    html = page(client, session, ENGLISH)
    said = {n: text_of(part(html, n)) for n in (live, later, case, waiting, gone)}
    assert "Answered in the session" in said[live]
    assert "Answered after the session" in said[later]
    assert "Case 20260042" in said[case]
    assert 'href="/cases/20260042/"' in part(html, case)
    assert "followed until there is a reply" in said[waiting]
    assert "This question was taken down. Reason: Private details of a person" in said[gone]


def test_a_leftover_shows_how_its_case_stands(client: Client) -> None:
    session = cast.make_session()
    waiting = cast.published(session, "没有轮到的问题怎么样？")
    over(session)
    cases.clock.tick(timezone.now())
    case = by_question(session.number, waiting.number)
    told = text_of(part(page(client, session, ENGLISH), waiting))
    assert f"Case {case.number}, {session.organisation.name}" in told
    assert "reply due by" in told
    assign_perm("handle_cases", cast.person("erik"), session.organisation)
    case = handling.accept(case, version=case.version, by=cast.host())
    handling.reply(case, version=case.version, text="**已经**设站。", by=cast.host())
    cache.clear()
    told = text_of(part(page(client, session, ENGLISH), waiting))
    assert "answered on" in told
    assert "已经设站。" in told
    assert "reply due by" not in told


def test_the_balance_adds_up_and_shows_the_close_beside_now(client: Client) -> None:
    session = cast.make_session()
    cast.answered(session)
    cast.declined(session)
    cast.published(session, "没有轮到的问题怎么样？")
    over(session)
    answer(session, 3, "会后补答。")
    html = page(client, session, ENGLISH)
    rows = dict(re.findall(r"([A-Z][a-z ]+|[A-Z][a-z, ]+) (\d+ \d+)", text_of(table(html))))
    assert rows["Answered"] == "1 2"
    assert rows["Still open"] == "1 0"
    assert rows["Not made public"] == "1 1"
    assert rows["Insults, advertising or unlawful content"] == "1 1"
    assert rows["Received"] == "3 3"
    assert "What became of 3 questions" in html
    widths = [int(w) for w in re.findall(r'<rect class="end-\w+" x="\d+" width="(\d+)"', html)]
    assert all(width > 0 for width in widths)


def table(html: str) -> str:
    return html.split("<tbody>")[1].split("</table>")[0]


def test_until_the_seal_the_page_says_that_it_is_about_to_be_made(client: Client) -> None:
    session = cast.make_session("ended")
    assert "about to be sealed" in page(client, session, ENGLISH)
    services.seal(session)
    html = page(client, session, ENGLISH)
    root = Checkpoint.objects.get().root_hex
    assert root in html
    assert "This record is sealed" in html
    assert "newer" not in text_of(html)


def test_what_came_after_the_seal_is_said_to_wait_for_its_own(client: Client) -> None:
    session = cast.make_session()
    cast.published(session)
    over(session)
    answer(session, 1, "会后补答。")
    assert "1 newer entry will be sealed within a day" in page(client, session, ENGLISH)


def test_a_session_without_a_word_has_a_page_that_says_so(client: Client) -> None:
    session = cast.make_session("collecting")
    lifecycle.open_session(session, by=cast.host())
    html = page(client, over(session), ENGLISH)
    assert "No question came in." in html


@pytest.mark.parametrize("length", [5, 2_000])
def test_short_and_long_words_of_any_kind_are_shown_as_typed(client: Client, length: int) -> None:
    session = cast.make_session(max_length=2_000)
    text = ("<b>&\"'问题？</b>" * 200)[:length]
    asked = cast.published(session, text, cast.guest("名字很长的过路人有二十个字整整二十个字"))
    answer(session, asked.number, "[链接](javascript:alert(1)) <script>x</script>" + "长" * 5_000)
    html = page(client, over(session))
    assert "<b>&" not in html
    assert 'href="javascript' not in html
    assert "<script>x" not in html
    assert "长" * 5_000 in html
    assert len("长" * 5_000) < MAX_ANSWER


def test_what_was_said_on_another_day_shows_its_day() -> None:
    def at(moment: str) -> Line:
        entry: Entry = {
            "seq": 7,
            "at": moment,
            "type": "notice",
            "number": None,
            "poll": None,
            "speaker": None,
            "text": "",
            "html": "",
            "sources": [],
            "notice": "ended",
            "corrections": [],
        }
        return line(entry, date(2026, 11, 23))

    assert not at("2026-11-23T06:22:00.000000Z").other_day
    # Half past midnight where the platform is.
    assert at("2026-11-23T16:30:00.000000Z").other_day
    assert at("2026-11-23T16:30:00.000000Z").at.hour == 0
