"""The live page's first paint: complete without scripts, and the same for everyone."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from dialogue import acts, projection
from dialogue.services import closing, hosting, publishing, speaking
from log.writing import lock
from sessions_app.models import Session
from sessions_app.services import lifecycle
from tests import cast

pytestmark = pytest.mark.django_db

BUS, SIGNAL, LATE = "107 路能不能恢复直达?", "枫林路口的绿灯能否延长?", "末班车能不能晚一点?"
VOID = {"meta", "link", "input", "br", "img", "path", "rect", "circle"}


class Visible(HTMLParser):
    """The words of a page that a person sees before any script has run."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._path: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            away = tag in {"script", "template", "style", "dialog"} or "hidden" in dict(attrs)
            self._path.append(away)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._path:
            self._path.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._path):
            self.words += data.split()


def source_of(session: Session) -> str:
    response = Client().get(f"/sessions/{session.number}/", headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def shown(session: Session) -> str:
    page = Visible()
    page.feed(source_of(session).split("<main", 1)[1])
    return " ".join(page.words)


def listed(session: Session) -> list[int]:
    place = source_of(session).split("data-questions>", 1)[1].split("</ol>", 1)[0]
    return [int(number) for number in re.findall(r'<li class="item" id="q(\d+)"', place)]


def test_the_question_now_the_next_one_and_who_supports_are_there() -> None:
    session = cast.make_session()
    first, second = cast.published(session, BUS), cast.published(session, SIGNAL)
    cast.do(session, acts.Support(ref=cast.ref(), number=first.number), cast.neighbour())
    cast.do(session, acts.Support(ref=cast.ref(), number=first.number), cast.guest())
    hosting.order(session, numbers=[second.number], by=cast.host())
    hosting.take_up(session, number=first.number, by=cast.host())
    page = shown(session)
    assert f"Now answering {BUS} No. {first.number}" in page
    assert "2 people support it" in page
    assert f"Next {SIGNAL}" in page
    assert "1 of them a guest" in page


def test_questions_come_by_support_with_the_one_being_answered_first() -> None:
    session = cast.make_session()
    numbers = [cast.published(session, text).number for text in (BUS, SIGNAL, LATE)]
    cast.do(session, acts.Support(ref=cast.ref(), number=numbers[2]), cast.neighbour())
    hosting.take_up(session, number=numbers[1], by=cast.host())
    assert listed(session) == [numbers[1], numbers[2], numbers[0]]


def test_the_button_of_support_says_how_many_in_a_sentence_that_fits_the_number() -> None:
    session = cast.make_session()
    one, none = cast.published(session, BUS), cast.published(session, SIGNAL)
    cast.do(session, acts.Support(ref=cast.ref(), number=one.number), cast.neighbour())
    said = re.findall(r'data-slot="support-words">([^<]+)<', source_of(session))[:2]
    assert said == ["1 person supports it. Support it too", "0 people support it. Support it too"]
    assert [one.number, none.number] == listed(session)


def test_what_was_said_first_is_folded_away_while_the_session_runs() -> None:
    session = cast.make_session()
    for n in range(14):
        speaking.say(session, text=f"第 {n} 句", speaker=cast.LEADER, by=cast.leader())
    assert "11 earlier entries" in shown(session)
    closing.end_session(session, by=cast.host())
    assert "earlier entries" not in shown(session)


def test_a_corrected_entry_reads_as_corrected_and_keeps_its_first_wording() -> None:
    session = cast.make_session()
    said = speaking.say(session, text="十一月恢复", speaker=cast.LEADER, by=cast.leader())
    speaking.correct(session, target=said.seq, text="十二月恢复", reason="口误", by=cast.host())
    page = shown(session)
    assert page.index("十二月恢复") < page.index("Read the earlier wording")
    assert page.index("Read the earlier wording") < page.index("十一月恢复")
    assert "Corrected because: 口误" in page


def test_a_question_taken_down_leaves_its_place_and_the_reason_only() -> None:
    session = cast.make_session()
    question = cast.published(session, BUS)
    hosting.take_up(session, number=question.number, by=cast.host())
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.moderator())
    assert BUS not in source_of(session)
    page = shown(session)
    assert f"No. {question.number} This question has been taken down. Private details" in page


def test_after_the_end_what_was_left_over_is_listed_with_its_case() -> None:
    session = cast.make_session()
    question = cast.published(session, BUS)
    closing.end_session(session, by=cast.host())
    with transaction.atomic():
        held = lock(session.public_id)[0]
        closing.hand_over(question, case_number="20260042", held=held)
    assert listed(session) == [question.number]
    assert 'href="/cases/20260042/">Case 20260042</a>' in source_of(session)


def test_after_the_end_nothing_can_be_asked_any_more() -> None:
    page = shown(cast.make_session("ended"))
    assert "The session has ended" in page
    assert "This session takes no more questions." in page
    assert "Send the question" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("announced", "Questions are taken when the session begins."),
        ("collecting", "Ask now, or support what others ask"),
        ("live", "The next question will be taken up in a moment."),
        ("paused", "休息五分钟"),
        ("cancelled", "改期"),
    ],
)
def test_every_state_of_a_session_says_what_happens_and_what_to_do(state: str, words: str) -> None:
    assert words in shown(cast.make_session(state))


def test_without_scripts_one_can_ask_and_support() -> None:
    session = cast.make_session()
    question = cast.published(session, BUS)
    source = source_of(session)
    assert f'action="/sessions/{session.number}/support/"' in source
    assert f'<button class="support" name="number" value="{question.number}"' in source
    assert f'<a class="btn primary block" href="/sessions/{session.number}/ask/">' in source


def test_the_page_begins_where_its_snapshot_stands_and_no_text_can_end_it() -> None:
    session = cast.make_session()
    cast.published(session, "结尾</script><script>alert(1)</script>能不能逃出去?")
    source = source_of(session)
    found = re.search(r'<script id="snapshot" type="application/json">(.*?)</script>', source)
    assert found is not None
    assert json.loads(found[1]) == json.loads(json.dumps(projection.snapshot(session)))
    assert "能不能逃出去" in found[1]
    assert "<script>alert" not in source


def test_the_page_is_the_same_for_everyone() -> None:
    session = cast.make_session()
    cast.published(session, BUS)
    signed_in = Client(headers={"Accept-Language": "en"})
    signed_in.force_login(cast.person("alice"))
    address = f"/sessions/{session.number}/"
    assert signed_in.get(address).content.decode() == source_of(session)


def test_during_a_pause_the_question_that_was_taken_up_is_on_hold() -> None:
    session = cast.make_session()
    question = cast.published(session, BUS)
    hosting.take_up(session, number=question.number, by=cast.host())
    assert "On hold" not in shown(session)
    lifecycle.pause(session, by=cast.host(), note="休息五分钟")
    page = shown(session)
    assert "Now answering" not in page
    # In the strip, which is hidden until the stage is out of sight, and in the list.
    assert page.count("On hold") == 1
    own = Client(headers={"Accept-Language": "en"})
    own.force_login(cast.person("alice"))
    assert "On hold" in own.get("/me/").content.decode()
    lifecycle.resume(session, by=cast.host())
    assert "Being answered" in own.get("/me/").content.decode()


def test_a_guest_without_a_name_is_called_a_guest_and_nobody_when_taken_down() -> None:
    session = cast.make_session()
    question = cast.published(session, BUS, by=cast.guest(""))
    hosting.take_up(session, number=question.number, by=cast.host())
    page = shown(session)
    assert f"No. {question.number} Guest asked at" in page
    assert "Guest asks" in page
    assert page.count("Guest") == 3
    publishing.take_down(session, number=question.number, reason="privacy", by=cast.moderator())
    assert "Guest" not in shown(session)


def test_the_name_is_optional_and_says_so() -> None:
    source = source_of(cast.make_session())
    assert (
        source.count('Name shown to others <span class="optional">(optional)</span></label>') == 2
    )


def test_a_guest_supports_with_a_plain_form_where_guests_may(client: Client) -> None:
    session = cast.make_session(guests_may_support=True)
    question = cast.published(session)
    address, taps = f"/sessions/{session.number}/support/", {"number": question.number}
    for _tap in range(2):  # the same guest again, by the cookie
        answer = client.post(address, taps, headers={"sec-fetch-site": "same-origin"})
        assert answer.headers["Location"] == f"/sessions/{session.number}/#q{question.number}"
    question.refresh_from_db()
    assert (question.supports, question.guest_supports) == (0, 1)


def test_where_guests_may_not_support_a_plain_form_leads_to_signing_in(client: Client) -> None:
    session = cast.make_session(guests_may_support=False)
    question = cast.published(session)
    answer = client.post(
        f"/sessions/{session.number}/support/",
        {"number": question.number},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert answer.headers["Location"] == f"/sign-in/?next=/sessions/{session.number}/"
    assert client.cookies == {}


def test_whoever_has_no_scripts_gets_to_every_question(client: Client) -> None:
    session = cast.make_session(per_person=100)
    for n in range(62):
        cast.published(session, f"第 {n} 个公开的问题在这里")
    address = f"/sessions/{session.number}/"
    numbers = re.compile(r'<li[^>]* id="q(\d+)"')
    first = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert len(numbers.findall(first)) == 60
    assert re.search(r'<a class="btn block no-js" href="\?all=1#questions">2 more</a>', first)
    whole = client.get(f"{address}?all=1").content.decode()
    assert len(numbers.findall(whole)) == 62
    assert "?all=1#questions" not in whole


def test_where_every_public_question_is_answered_the_list_says_so(client: Client) -> None:
    session = cast.make_session()
    english = {"accept-language": "en"}

    def said() -> tuple[bool, bool]:
        source = client.get(f"/sessions/{session.number}/", headers=english).content.decode()
        states = re.findall(r'data-answered="(no|yes)"( hidden)?>', source)
        shown = {which: not hidden for which, hidden in states}
        return shown["no"], shown["yes"]

    assert said() == (True, False)
    cast.answered(session)
    assert said() == (False, True)
    cast.published(session, "还在等着回答的一个问题")
    assert said() == (False, False)


def test_an_answer_with_a_broken_link_takes_no_page_away(client: Client) -> None:
    session = cast.make_session()
    question = cast.published(session)
    said = "见[官网](http://[x:y])"
    speaking.answer(
        session, number=question.number, text=said, speaker=cast.LEADER, by=cast.leader()
    )
    for address in ("/", f"/sessions/{session.number}/", f"/api/v1/sessions/{session.number}/log"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("origin", ["http://[", "http://localhost:x", "http://localhost:99999"])
def test_a_page_whose_address_is_none_is_another_sites(client: Client, origin: str) -> None:
    session = cast.make_session()
    for page in ("ask", "support"):
        answer = client.post(f"/sessions/{session.number}/{page}/", headers={"origin": origin})
        assert answer.status_code == 403
