"""The big screen as the server sends it: what stands on it, how it looks, who may see it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.principals import SYSTEM
from dialogue import acts
from dialogue.services import closing, hosting
from frontend.bigscreen.scene import size
from sessions_app.models import Session
from sessions_app.services import rehearsing
from tests import cast, faces
from tests.cast import ref
from tests.test_room_polls import opened, vote
from tests.transcripts import text_of

pytestmark = pytest.mark.django_db


def screen(session: Session, query: str = "?lang=en", client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/sessions/{session.number}/screen/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def seen(page: str) -> str:
    """Return the page without the snapshot that its script begins with."""
    return page.partition('<script id="snapshot"')[0]


def taken_up(text: str = "107 路能不能恢复直达医院?") -> Session:
    session = cast.make_session()
    question = cast.published(session, text)
    cast.do(session, acts.Support(ref=ref(), number=question.number), cast.neighbour())
    hosting.take_up(session, number=question.number, by=cast.host())
    return session


def test_the_question_of_the_moment_stands_there_with_who_asks_and_how_many_support_it() -> None:
    page = seen(screen(taken_up()))
    assert ">107 路能不能恢复直达医院?</p>" in page
    assert "江边骑行者" in page
    assert "1 person supports it" in page
    assert "Ask with your phone" in page


def test_the_answer_stays_until_the_next_question_is_taken_up() -> None:
    session = cast.make_session()
    cast.answered(session)
    page = seen(screen(session))
    assert "下月起分时段开放。" in page
    assert "夜间道路停车能否分时段开放?" in page
    following = cast.published(session, "下一个问题?")
    hosting.take_up(session, number=following.number, by=cast.host())
    assert "下月起分时段开放。" not in seen(screen(session))


def test_there_is_nothing_to_press_and_nothing_of_the_site_around_it() -> None:
    page = seen(screen(taken_up()))
    for control in ("<button", "<input", "<form", "<a ", "site-head", "site-foot"):
        assert control not in page


def test_what_waits_for_review_does_not_reach_the_room() -> None:
    session = taken_up()
    cast.ask(session, "还没有人看过的话")
    assert "还没有人看过的话" not in screen(session)


def test_the_address_says_what_is_shown_and_nonsense_is_not_believed() -> None:
    session = cast.make_session()
    cast.answered(session)
    assert "<svg role" not in screen(session, "?show=question,answers")
    assert "下月起" not in seen(screen(session, "?show=question,qr"))
    assert 'data-show="question,answers,poll,qr"' in screen(session, '?show="><script>,all')


@pytest.mark.parametrize(
    ("query", "theme"),
    [("", "light"), ("?theme=ink", "dark"), ("?theme=contrast", "contrast"), ("?theme=x", "light")],
)
def test_the_address_says_in_which_theme(query: str, theme: str) -> None:
    assert f'data-theme="{theme}"' in screen(cast.make_session(), query)


def test_the_address_says_in_which_language_whatever_the_visitor_speaks() -> None:
    session, client = taken_up(), Client(headers={"accept-language": "zh-hans"})
    answer = client.get(f"/sessions/{session.number}/screen/?lang=en")
    assert answer["Content-Language"] == "en"
    assert "Now answering" in answer.content.decode()
    assert "正在回答" in screen(session, "?lang=zh", Client(headers={"accept-language": "en"}))


def test_scripts_get_their_words_in_the_language_of_the_screen() -> None:
    client = Client(headers={"accept-language": "en"})
    assert "\\u7b2c %(number)s \\u53f7" in client.get("/jsi18n/zh-hans/").content.decode()
    assert client.get("/jsi18n/xx/").status_code == 404


def poll_of(session: Session, *, hidden: bool) -> int:
    act = acts.PreparePoll(
        ref=ref(), question="先改善什么？", form="single", options=["班次", "车站"], hidden=hidden
    )
    poll: int = cast.do(session, act, cast.host())["poll"]
    cast.do(session, acts.OpenPoll(ref=ref(), poll=poll), cast.host())
    cast.do(session, acts.Vote(ref=ref(), poll=poll, choices=[1]), cast.guest())
    return poll


def test_an_open_poll_fills_and_its_result_stays_until_something_else_happens() -> None:
    session = taken_up()
    poll = poll_of(session, hidden=False)
    page = seen(screen(session))
    assert 'data-face="poll"' in page
    assert "1 person has voted" in page
    assert "100%" in page
    cast.do(session, acts.ClosePoll(ref=ref(), poll=poll), cast.host())
    assert 'data-slot="poll-closed">' in seen(screen(session))
    cast.do(session, acts.Say(ref=ref(), text="谢谢大家。", speaker="host"), cast.host())
    assert 'data-face="question"' in seen(screen(session))


def test_a_rating_reads_on_the_wall_as_it_does_on_every_other_page() -> None:
    session = cast.make_session()
    poll = opened(session, form="rating")
    vote(session, poll, cast.netizen(), 4)
    page = text_of(seen(screen(session)))
    assert "Mean 4.0 of 5" in page
    assert page.index("5 points 0%") < page.index("4 points 100% 1") < page.index("1 point 0%")


def test_a_result_that_is_hidden_is_not_on_the_screen() -> None:
    session = cast.make_session()
    poll_of(session, hidden=True)
    page = seen(screen(session))
    assert "The result is shown when the poll is closed." in page
    assert "100%" not in page


def test_a_notice_that_is_pinned_stands_at_the_foot() -> None:
    session = cast.make_session()
    cast.do(session, acts.Pin(ref=ref(), text="请一次只问一件事"), cast.host())
    assert ">请一次只问一件事</p>" in seen(screen(session))


def test_at_the_end_it_says_the_closing_words_and_what_became_of_the_questions() -> None:
    session = cast.make_session()
    cast.answered(session)
    closing.end_session(session, by=cast.host(), summary="谢谢各位，后会有期。")
    page = seen(screen(session))
    assert "谢谢各位，后会有期。" in page
    assert "Read the record" in page


def test_everything_that_can_happen_has_its_place(client: Client) -> None:
    session = cast.make_session()
    faces.everything(session, note="私下的话", word="骂人的词", poll="没有问的投票")
    page = screen(session)
    for secret in ("私下的话", "骂人的词", "没有问的投票"):
        assert secret not in page


def test_a_rehearsal_is_for_its_people_and_a_draft_for_nobody() -> None:
    planned = cast.make_session("draft")
    assert Client().get(f"/sessions/{planned.number}/screen/").status_code == 404
    tried = rehearsing.begin(cast.make_session("announced"), by=SYSTEM)
    address = f"/sessions/{tried.number}/screen/"
    assert Client().get(address).status_code == 404
    its_host = Client()
    its_host.force_login(User.objects.get(username="erik"))
    answer = its_host.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_more_questions_cost_no_more_queries() -> None:
    counts = []
    for n in (1, 3):
        session = cast.make_session()
        for each in range(n):
            cast.answered(session, f"第 {each} 个问题?")
        screen(session)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            screen(session)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_long_text_is_set_smaller_and_latin_letters_count_half() -> None:
    sizes = [size("问" * 44), size("问" * 45), size("a" * 88), size("问" * 2000)]
    assert sizes == ["xl", "l", "xl", "s"]
