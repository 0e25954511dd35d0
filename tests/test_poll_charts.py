"""Results of polls as they are drawn: shares, the mean, a cloud's sizes, nothing while hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dialogue import figures
from dialogue.public_state import Poll
from frontend.charts import chart
from tests import cast, factors
from tests.test_room_polls import OPTIONS, close, opened, vote
from tests.transcripts import ENGLISH, text_of


def poll(**fields: Any) -> Poll:
    given: Any = {
        "poll": 1,
        "question": "？",
        "form": "single",
        "options": OPTIONS,
        "most": 1,
        "hidden": False,
        "open": False,
        "seq": 2,
        "closed_seq": 3,
        "votes": [1, 6, 1],
        "users": 7,
        "guests": 1,
        **fields,
    }
    return given  # type: ignore[no-any-return]


def test_each_choice_says_how_many_and_how_much_of_all_who_voted() -> None:
    drawn = chart(poll())
    assert [(row.label, row.votes, row.percent, row.width, row.most) for row in drawn.rows] == [
        ("每天", 1, 13, 125, False),
        ("每周几次", 6, 75, 750, True),
        ("很少", 1, 13, 125, False),
    ]
    assert (drawn.ballots, drawn.guests) == (8, 1)


def test_several_choices_are_measured_by_people_not_by_ticks() -> None:
    rows = chart(poll(form="multiple", votes=[4, 4, 2], users=4, guests=0)).rows
    assert [row.percent for row in rows] == [100, 100, 50]


def test_a_rating_has_a_mean_and_the_best_first() -> None:
    stars = {"form": "rating", "options": ["1", "2", "3", "4", "5"], "votes": [0, 0, 1, 1, 2]}
    drawn = chart(poll(**stars, users=4, guests=0))
    assert (drawn.mean, [row.votes for row in drawn.rows]) == ("4.3", [2, 1, 1, 0, 0])


def test_the_words_of_a_cloud_are_sized_by_how_often_they_were_given() -> None:
    words = {"form": "words", "options": ["拥挤", "准时", "贵"], "votes": [36, 9, 1]}
    drawn = chart(poll(**words, users=40, guests=0))
    assert [(row.label, row.size) for row in drawn.rows] == [("拥挤", 6), ("准时", 3), ("贵", 1)]
    few = chart(poll(form="words", options=["拥挤", "贵"], votes=[1, 1], users=2, guests=0))
    assert {row.size for row in few.rows} == {3}


def test_an_open_poll_is_drawn_from_the_running_figures_and_a_hidden_one_not_at_all() -> None:
    running = {"1": {"votes": [2, 0, 0], "options": [], "users": 2, "guests": 0}}
    drawn = chart(poll(open=True, votes=[], users=0, guests=0), running)
    assert [row.votes for row in drawn.rows] == [2, 0, 0]
    withheld = chart(poll(open=True, hidden=True, votes=[], users=0, guests=0), running)
    assert withheld.withheld
    nobody = chart(poll(open=True, votes=[], users=0, guests=0), {})
    assert [row.percent for row in nobody.rows] == [0, 0, 0]


@pytest.mark.django_db
def test_without_scripts_one_votes_by_form_sees_what_counts_and_changes_it(client: Client) -> None:
    session = cast.make_session()
    page = f"/sessions/{session.number}/poll/"
    assert "No poll is open" in client.get(page, headers=ENGLISH).content.decode()
    number = opened(session)
    refused = client.post(page, {"poll": number}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Please make at least one choice" in refused.content.decode()
    for typed in ({"poll": "9" * 5_000}, {"poll": number, "choice": "9" * 5_000}):
        assert client.post(page, typed, headers=ENGLISH).status_code == 422
    for choice in ("1", "3"):
        sent = client.post(page, {"poll": number, "choice": choice}, headers=ENGLISH)
        assert (sent.status_code, sent["Location"]) == (302, page)
        shown = client.get(page, headers=ENGLISH)
        assert f'value="{choice}" checked' in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
    assert figures.poll_totals(session.pk)[number]["votes"] == [0, 0, 1]
    close(session, number)
    text = text_of(client.get(page, headers=ENGLISH).content.decode())
    assert "1 person voted 1 of them a guest" in text
    assert "很少 100%" in text


@pytest.mark.django_db
def test_whoever_voted_as_a_guest_and_signs_in_has_one_ballot_all_the_same(client: Client) -> None:
    session = cast.make_session()
    number = opened(session)
    page = f"/sessions/{session.number}/poll/"
    alice = cast.person("alice")
    elsewhere = Client()
    for browser, choice, votes in ((client, "1", [1, 0, 0]), (elsewhere, "3", [1, 0, 1])):
        browser.post(page, {"poll": number, "choice": choice})
        running = figures.poll_totals(session.pk)[number]
        assert (running["votes"], running["guests"]) == (votes, 1)
        assert factors.sign_in(browser, alice.username).status_code == 302
        running = figures.poll_totals(session.pk)[number]
        assert (running["votes"], running["users"], running["guests"]) == ([1, 0, 0], 1, 0)
        assert 'value="1" checked' in browser.get(page).content.decode()
    close(session, number)


@pytest.mark.django_db
def test_a_form_of_another_site_casts_no_ballot(client: Client) -> None:
    session = cast.make_session()
    number = opened(session)
    ballot = {"poll": number, "choice": "1"}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    sent = client.post(f"/sessions/{session.number}/poll/", ballot, headers=foreign)
    assert sent.status_code == 403
    assert figures.poll_totals(session.pk)[number]["users"] == 0


@pytest.mark.django_db
def test_who_may_not_vote_is_asked_to_sign_in_and_words_are_kept(client: Client) -> None:
    session = cast.make_session(guests_may_support=False)
    number = opened(session, form="words", options=[])
    page = f"/sessions/{session.number}/poll/"
    ballot = {"poll": number, "word": "准时"}
    refused = client.post(page, ballot, headers=ENGLISH)
    assert refused.status_code == 422
    assert f"/sign-in/?next={page}" in refused.content.decode()
    client.force_login(cast.person("alice"))
    assert client.post(page, {**ballot, "word": "太长的词" * 4}, headers=ENGLISH).status_code == 422
    assert client.post(page, ballot, headers=ENGLISH).status_code == 302


@pytest.mark.django_db
def test_the_live_page_shows_the_open_poll_and_the_transcript_the_counted_one(
    client: Client,
) -> None:
    session = cast.make_session()
    counted = opened(session)
    vote(session, counted, cast.netizen(), 2)
    told = close(session, counted)
    opened(session, question="第二个投票？", form="rating")
    html = client.get(f"/sessions/{session.number}/", headers=ENGLISH).content.decode()
    panel = html.split('id="poll"')[1].split("</section>")[0]
    assert "第二个投票？" in panel
    assert panel.count('type="radio"') == 5
    entry = html.split(f'id="e{told["closed_seq"]}"')[1].split("</li></ol>")[0]
    assert "每周几次" in entry
    assert 'width="1000" height="10"' in entry
