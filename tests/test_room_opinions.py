"""Reactions to answers and ratings of them: once each, told as figures, totalled at the end."""

from __future__ import annotations

import pytest

from dialogue import acts, figures, mine, projection
from dialogue.models import Question
from dialogue.services import closing
from tests import cast
from tests.cast import do, ref, refusal

pytestmark = pytest.mark.django_db


def answer_of(question: Question) -> int:
    return question.answers.get().seq


def test_a_reaction_can_be_changed_and_taken_back_and_counts_once() -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    alice, guest = cast.netizen(), cast.guest()
    for reaction in ("thanks", "clear", "clear"):
        do(session, acts.React(ref=ref(), seq=seq, reaction=reaction), alice)
    do(session, acts.React(ref=ref(), seq=seq, reaction="thanks"), guest)
    assert figures.opinion_totals(session.pk) == {seq: [1, 1, 0, 0, 0]}
    do(session, acts.React(ref=ref(), seq=seq, reaction=""), guest)
    assert figures.opinion_totals(session.pk) == {seq: [0, 1, 0, 0, 0]}
    assert mine.of(alice, session)["opinions"] == {str(seq): {"reaction": "clear", "stars": 0}}


def test_ratings_add_up_and_the_end_puts_all_opinions_on_record() -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    done = do(session, acts.Rate(ref=ref(), seq=seq, stars=2), cast.netizen())
    assert done == {"seq": seq, "reaction": "", "stars": 2, "opinions": [0, 0, 0, 2, 1]}
    do(session, acts.Rate(ref=ref(), seq=seq, stars=5), cast.netizen())
    do(session, acts.Rate(ref=ref(), seq=seq, stars=3), cast.neighbour())
    do(session, acts.React(ref=ref(), seq=seq, reaction="more"), cast.neighbour())
    closing.end_session(session, by=cast.host())
    assert projection.current(session).state["opinions"] == {str(seq): [0, 0, 1, 8, 2]}
    late = acts.Rate(ref=ref(), seq=seq, stars=1)
    assert refusal(lambda: do(session, late, cast.netizen())) == "not_live"


def test_a_mean_is_rounded_half_up_in_whole_numbers_wherever_it_stands() -> None:
    assert [figures.mean(*pair) for pair in ((17, 4), (87, 20), (5, 1), (0, 0))] == [
        *("4.3", "4.4", "5.0", ""),
    ]


def test_a_session_in_which_nobody_had_an_opinion_says_nothing_of_opinions() -> None:
    session = cast.make_session()
    cast.answered(session)
    closing.end_session(session, by=cast.host())
    assert projection.current(session).state["opinions"] == {}


def test_only_answers_are_rated_and_by_those_who_may_support() -> None:
    session = cast.make_session(guests_may_support=False)
    seq = answer_of(cast.answered(session))
    speech = do(session, acts.Say(ref=ref(), text="大家好。", speaker="l1"), cast.host())["seq"]
    rate = acts.Rate(ref=ref(), seq=speech, stars=4)
    assert refusal(lambda: do(session, rate, cast.netizen())) == "not_found"
    by_guest = acts.Rate(ref=ref(), seq=seq, stars=4)
    assert refusal(lambda: do(session, by_guest, cast.guest())) == "sign_in_needed"
