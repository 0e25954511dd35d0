"""Home and the lists of sessions: what is live first, and nothing personal on any page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogue import acts
from dialogue.services import closing, hosting, speaking
from frontend.cards import live_card
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast

pytestmark = pytest.mark.django_db

LATER = timedelta(days=5)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def coming(title: str, state: str = "collecting") -> Session:
    start = timezone.now() + LATER
    return cast.make_session(
        state, title=title, starts_at=start, ends_at=start + timedelta(hours=1)
    )


def over(title: str) -> Session:
    return cast.make_session("ended", title=title)


# --- The live card --------------------------------------------------------------


def test_a_live_card_shows_the_question_of_this_moment_and_its_support() -> None:
    session = cast.make_session()
    first, second = cast.published(session, "第一个问题要问什么?"), cast.published(session)
    cast.do(session, acts.Support(ref=cast.ref(), number=first.number), cast.neighbour())
    cast.do(session, acts.Support(ref=cast.ref(), number=first.number), cast.guest())
    hosting.order(session, numbers=[second.number], by=cast.host())
    hosting.take_up(session, number=first.number, by=cast.host())
    card = live_card(session)
    assert card.now is not None
    assert (card.now["number"], card.now["support"]) == (first.number, 2)
    assert card.next is not None
    assert card.next["number"] == second.number
    assert (card.published, card.answered, card.last) == (2, 0, None)


def test_a_live_card_between_two_questions_quotes_what_was_said_last_as_corrected() -> None:
    session = cast.make_session()
    cast.answered(session)
    said = speaking.say(session, text="下面请看第二个问题。", speaker=cast.LEADER, by=cast.leader())
    speaking.correct(
        session, target=said.seq, text="下面请看下一个问题。", reason="口误", by=cast.leader()
    )
    card = live_card(session)
    assert card.now is None
    assert card.last is not None
    assert (card.last["name"], card.last["text"]) == (cast.LEADER.name, "下面请看下一个问题。")
    assert (card.published, card.answered) == (1, 1)


def test_a_live_card_quotes_an_answer_in_plain_words() -> None:
    session = cast.make_session()
    text = "**两步走**\n\n- 先试点\n- 再推开"
    speaking.say(session, text=text, speaker=cast.LEADER, by=cast.leader())
    said = live_card(session).last
    assert said is not None
    assert said["text"] == "两步走；先试点；再推开"


# --- Home -----------------------------------------------------------------------


def test_home_begins_with_what_is_live_and_who_answers(client: Client) -> None:
    session = cast.make_session(title="让出行更顺畅")
    coming("入学、转学和课后服务")
    page = text_of(client, "/")
    assert page.index("让出行更顺畅") < page.index("入学、转学和课后服务")
    assert cast.LEADER.name in page
    assert f'href="/sessions/{session.number}/ask/"' in page


def test_home_shows_a_paused_session_as_what_is_on_now(client: Client) -> None:
    cast.make_session("paused", title="休息一会儿")
    assert "休息一会儿" in text_of(client, "/")


def test_home_opens_with_the_next_session_when_nothing_is_live(client: Client) -> None:
    coming("医保异地结算")
    page = text_of(client, "/")
    assert page.count("医保异地结算") == 1
    assert '<h1 id="live-title">' in page


def test_home_says_so_when_there_is_nothing_at_all(client: Client) -> None:
    assert 'class="hero-quiet"' in text_of(client, "/")


def test_during_a_pause_nothing_is_said_to_be_answered_now(client: Client) -> None:
    for title in ("第一场", "第二场"):
        session = cast.make_session(title=title)
        hosting.take_up(session, number=cast.published(session).number, by=cast.host())
        lifecycle.pause(session, by=cast.host(), note="休息")
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert page.count("On hold") == 2
    assert "Now answering" not in page
    assert "Now: " not in page


def test_a_guest_without_a_name_is_called_a_guest_on_home(client: Client) -> None:
    session = cast.make_session()
    asked = cast.published(session, by=cast.guest(""))
    hosting.take_up(session, number=asked.number, by=cast.host())
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert f"<span>No. {asked.number}</span> <span>Guest</span>" in page


def test_home_never_tells_of_drafts_rehearsals_or_cancelled_plans(client: Client) -> None:
    cast.make_session("draft", title="还在筹备")
    cast.make_session("live", title="只是彩排", rehearsal=True)
    cast.make_session("cancelled", title="已经取消")
    for address in ("/", "/sessions/", "/sessions/?when=past"):
        page = text_of(client, address)
        assert [t for t in ("还在筹备", "只是彩排", "已经取消") if t in page] == []


def test_home_never_shows_what_is_not_public(client: Client) -> None:
    session = cast.make_session()
    cast.ask(session, "这个问题还在审核之中?")
    cast.declined(session, "这个问题没有公开出来?")
    page = text_of(client, "/")
    assert "审核之中" not in page
    assert "没有公开出来" not in page


def test_home_offers_asking_only_where_questions_are_taken(client: Client) -> None:
    open_now, not_yet = coming("收问题的"), coming("还不收的", "announced")
    page = text_of(client, "/sessions/")
    assert f'href="/sessions/{open_now.number}/ask/"' in page
    assert f'href="/sessions/{not_yet.number}/ask/"' not in page


def test_home_asks_the_database_as_often_for_three_of_a_kind_as_for_one(client: Client) -> None:
    cast.make_session()
    coming("甲")
    over("乙")
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as with_one:
        client.get("/")
    for title in ("丙", "丁"):
        coming(title)
        over(title)
    with CaptureQueriesContext(connection) as with_three:
        client.get("/")
    assert len(with_three) == len(with_one)


# --- Cacheable ------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/sessions/", "/sessions/?when=past"])
def test_a_public_page_is_the_same_for_everyone_and_may_be_kept(
    client: Client, address: str
) -> None:
    cast.make_session()
    stranger = client.get(address)
    client.force_login(cast.person("alice", "江边骑行者"))
    known = client.get(address)
    assert known.content == stranger.content
    assert not known.cookies
    assert not stranger.cookies
    assert "public" in stranger["Cache-Control"]
    assert {"Accept-Language", "Cookie"} <= set(stranger["Vary"].split(", "))
    again = client.get(address, headers={"if-none-match": stranger["ETag"]})
    assert again.status_code == 304


# --- The lists ------------------------------------------------------------------


def test_what_is_past_is_listed_latest_first_and_leads_on_by_pages(client: Client) -> None:
    for number in range(1, 23):
        over(f"第{number:02d}场")
    first = text_of(client, "/sessions/?when=past")
    second = text_of(client, "/sessions/?when=past&page=2")
    assert first.index("第22场") < first.index("第21场")
    assert "第02场" not in first
    assert "第02场" in second
    assert 'rel="next" href="?when=past&amp;page=2"' in first.replace("&page", "&amp;page")


def test_what_is_past_is_shown_and_ordered_by_when_it_really_began(client: Client) -> None:
    planned = timezone.now() - timedelta(days=9)
    first = cast.make_session(title="先开的", starts_at=planned)
    second = cast.make_session(title="后开的", starts_at=planned - timedelta(days=1))
    for session in (second, first):
        closing.end_session(session, by=cast.host())
    page = text_of(client, "/sessions/?when=past")
    assert page.index("后开的") < page.index("先开的")
    shown = re.findall(r'<p class="meta"><time datetime="([^T]+)T', page)
    assert shown == [f"{timezone.localdate()}"] * 2


def test_the_navigation_says_where_one_is(client: Client) -> None:
    current = 'aria-current="page"'
    for address, word in (("/sessions/", "when=coming"), ("/sessions/?when=past", "when=past")):
        head = text_of(client, address).split("</header>")[0]
        assert head.count(current) == 1
        assert f'{word}" {current}' in head


@pytest.mark.parametrize(
    ("state", "place"),
    [
        ("announced", "coming"),
        ("collecting", "coming"),
        ("live", "live"),
        ("paused", "live"),
        ("ended", "past"),
        ("cancelled", "coming"),
    ],
)
def test_the_navigation_finds_a_session_where_it_stands(
    client: Client, state: str, place: str
) -> None:
    session = cast.make_session(state)
    for page in ("", "ask/"):
        head = text_of(client, f"/sessions/{session.number}/{page}").split("</header>")[0]
        assert re.findall(r'data-place="(\w+)" href="[^"]+" aria-current', head) == [place]


# --- Language -------------------------------------------------------------------


def test_the_language_is_switched_without_a_token_and_remembered() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/i18n/", {"language": "en", "next": "/sessions/?when=past"})
    assert (answer.status_code, answer["Location"]) == (302, "/sessions/?when=past")
    assert '<html lang="en"' in text_of(client, "/")
    client.post("/i18n/", {"language": "zh-hans", "next": "/"})
    assert '<html lang="zh-hans"' in text_of(client, "/")


def test_switching_the_language_never_leads_to_another_site(client: Client) -> None:
    answer = client.post("/i18n/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_an_address_without_a_page_says_so_in_words(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert 'class="trouble"' in answer.content.decode()
