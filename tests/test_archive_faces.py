"""What a sealed record holds besides questions and words: polls, promises, what people thought."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive import balance, bars
from dialogue import acts
from dialogue.services import closing, hosting, speaking
from sessions_app.models import Session
from tests import cast, faces
from tests.cast import do, ref
from tests.test_room_polls import close, opened, vote
from tests.transcripts import ENGLISH, over, page, part, text_of

pytestmark = pytest.mark.django_db


def record(html: str) -> str:
    return html.split('class="balance"')[1]


def entry(html: str, seq: int) -> str:
    """The stretch of the page from one entry to the next."""
    return re.split(r'id="[eq]\d+"', html.split(f'id="e{seq}"')[1])[0]


def test_a_poll_stands_where_it_was_opened_and_again_with_its_results(client: Client) -> None:
    session = cast.make_session()
    number = opened(session, hidden=True)
    vote(session, number, cast.netizen(), 2)
    vote(session, number, cast.guest(), 2)
    told = close(session, number)
    html = page(client, over(session), ENGLISH)
    assert "A poll was opened: 您多久坐一次公交？" in text_of(entry(html, told["seq"]))
    results = entry(html, told["closed_seq"])
    assert "每周几次 100% 2" in text_of(results)
    assert "2 people voted 1 of them a guest" in text_of(results)
    assert results.count("<tr") == 4
    assert f'href="#e{told["closed_seq"]}"' in html.split("contents-list")[1].split("</ol>")[0]


def test_a_promise_says_what_who_and_until_when_and_leads_to_its_question(client: Client) -> None:
    session = cast.make_session()
    asked = cast.answered(session)
    act = faces.promise(number=asked.number, text="月底前恢复直达")
    seq = do(session, act, cast.leader())["seq"]
    html = page(client, over(session), ENGLISH)
    told = text_of(entry(html, seq))
    assert "月底前恢复直达" in told
    assert "公共交通处" in told
    assert re.search(r"by \d+ [A-Z]", told)
    listed = html.split('id="promises"')[1].split("</section>")[0]
    assert f'href="#e{seq}"' in listed
    assert f'href="#q{asked.number}"' in listed
    assert 'class="promises"' not in page(client, over(cast.make_session()), ENGLISH)


def test_an_answer_given_aloud_counts_as_one_and_is_not_taken_for_erased_words(
    client: Client,
) -> None:
    session = cast.make_session()
    asked = cast.published(session)
    do(session, acts.AnswerAloud(ref=ref(), number=asked.number), cast.leader())
    html = page(client, over(session), ENGLISH)
    told = text_of(part(html, asked))
    assert "陈立 answered aloud" in told
    assert "Answered in the session" in told
    assert "were erased" not in html


def test_an_answer_shows_what_it_rests_on_and_what_people_made_of_it(client: Client) -> None:
    session = cast.make_session()
    asked = cast.published(session)
    hosting.take_up(session, number=asked.number, by=cast.host())
    rests = [{"title": "道路停车办法", "href": "https://example.org/law"}]
    answer = {"do": "answer", "ref": ref(), "number": asked.number, "text": "可以。"}
    act = acts.Answer.model_validate({**answer, "speaker": "l1", "sources": rests})
    seq = do(session, act, cast.leader())["seq"]
    for by, stars in ((cast.neighbour(), 5), (cast.guest(), 4)):
        do(session, acts.React(ref=ref(), seq=seq, reaction="thanks"), by)
        do(session, acts.Rate(ref=ref(), seq=seq, stars=stars), by)
    html = page(client, over(session), ENGLISH)
    said = entry(html, seq)
    assert 'href="https://example.org/law"' in said
    assert "道路停车办法" in said
    assert "2 said thank you rated 4.5 of 5 by 2 people" in text_of(said)


def test_an_extension_and_the_closing_words_stand_at_their_places(client: Client) -> None:
    session = cast.make_session()
    do(session, acts.Extend(ref=ref(), minutes=10, note="问题还很多"), cast.host())
    closing.end_session(session, by=cast.host(), summary="谢谢大家。\n\n我们下月再见。")
    text = text_of(record(page(client, session, ENGLISH)))
    extended = "The session was extended. 问题还很多"
    places = [extended, "The session ended.", "Closing words", "下月再见"]
    assert [place in text for place in places] == [True] * 4
    assert sorted(places, key=text.index) == places


def handed(session: Session) -> int:
    asked = cast.published(session, "学校门口的共享单车谁来管？")
    act = acts.Assign(ref=ref(), number=asked.number, unit=faces.bureau().pk)
    do(session, act, cast.leader())
    return asked.number


def test_a_question_handed_to_a_department_is_open_until_it_is_a_case(client: Client) -> None:
    session = cast.make_session()
    handed(session)
    counted = balance.count(over(session))
    assert (counted["still_open"], counted["answered"]) == (1, 0)
    assert balance.total(counted) == counted["received"] == 1
    assert [each.key for each in bars.slices(counted)] == ["still_open"]
    told = text_of(page(client, session, ENGLISH).split('id="leftovers"')[1])
    assert "Handed to 公共交通处 in the session" in told


def test_all_of_it_together_reads_in_both_languages_and_has_no_place_twice(client: Client) -> None:
    session = cast.make_session()
    speaking.say(session, text="欢迎。", speaker=cast.LEADER, by=cast.leader())
    faces.everything(session, note="便条", word="骂人的话", poll="没有发起的投票")
    over(session)
    for language in (ENGLISH, {"Accept-Language": "zh-CN"}):
        html = page(client, session, language)
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        targets = set(re.findall(r'href="#([eqp]\w+)"', html))
        assert targets <= set(ids)
        for private in ("便条", "骂人的话", "没有发起的投票"):
            assert private not in html
