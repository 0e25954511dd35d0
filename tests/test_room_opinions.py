"""Reactions to answers and ratings of them: once each, told as figures, totalled at the end."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import transaction
from django.test import Client

from dialogue import acts, figures, mine, projection
from dialogue.events import SpeechPublished
from dialogue.models import Opinion, Question
from dialogue.perform import parse
from dialogue.services import closing, opinions, publishing
from log.writing import erase, lock
from sessions_app.models import Session
from tests import cast
from tests.cast import do, ref, refusal
from tests.transcripts import HOST

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


def test_nothing_is_written_or_told_when_what_was_never_given_is_taken_back(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    back = [
        acts.React(ref=ref(), seq=seq, reaction=""),
        acts.Rate(ref=ref(), seq=seq, stars=0),
    ]
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        done = [do(session, act, cast.netizen()) for act in back]
    assert done == [{"seq": seq, "reaction": "", "stars": 0, "opinions": [0, 0, 0, 0, 0]}] * 2
    assert (told, Opinion.objects.count(), figures.opinion_totals(session.pk)) == ([], 0, {})


def test_of_an_opinion_that_was_taken_back_no_row_is_kept_and_one_given_twice_is_told_once(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    for stars, told_of in ((4, 1), (4, 0), (0, 1)):
        with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
            do(session, acts.Rate(ref=ref(), seq=seq, stars=stars), cast.netizen())
        assert (len(told), Opinion.objects.count()) == (told_of, int(stars > 0))
    # Whoever saw the ratings is told that there are none any more.
    assert figures.opinion_totals(session.pk) == {seq: [0, 0, 0, 0, 0]}


def demand_gone(session: Session, seq: int) -> None:
    for act in (
        acts.React(ref=ref(), seq=seq, reaction="thanks"),
        acts.Rate(ref=ref(), seq=seq, stars=0),
    ):
        assert refusal(partial(do, session, act, cast.netizen())) == "answer_gone"


@pytest.mark.breaks_fold("erasing reaches the log; the rows keep the words")
def test_an_answer_whose_words_were_erased_cannot_be_weighed() -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    with transaction.atomic():
        notice = SpeechPublished(speaker=HOST, text="依法删除一条记录的文字。")
        erase(lock(session.public_id)[0], [seq], notice, actor="system")
    demand_gone(session, seq)


def test_a_question_taken_down_takes_what_was_thought_of_its_answers_along() -> None:
    session = cast.make_session()
    question, other = cast.answered(session), cast.answered(session, "公交几点收班?")
    for each in (question, other):
        do(session, acts.Rate(ref=ref(), seq=answer_of(each), stars=5), cast.netizen())
    page = f"/sessions/{session.number}/"

    def weighed() -> list[bool]:
        html = Client().get(page).content.decode().split('<template id="tpl-said">')[0]
        said = [part.split("</li>")[0] for part in html.split('class="entry said"')[1:]]
        return ['data-slot="opinions" hidden' not in each for each in said]

    assert weighed() == [True, True]
    publishing.take_down(session, number=question.number, reason="off_topic", by=cast.moderator())
    assert weighed() == [False, True]
    demand_gone(session, answer_of(question))
    left = {answer_of(other): [0, 0, 0, 5, 1]}
    assert figures.opinion_totals(session.pk) == left
    assert figures.FIGURES["opinions"].sums([session.pk]) == {session.pk: 5 * 11 + 101}
    closing.end_session(session, by=cast.host())
    shown = {str(seq): counts for seq, counts in left.items()}
    assert projection.current(session).state["opinions"] == shown
    publishing.take_down(session, number=other.number, reason="off_topic", by=cast.moderator())
    assert projection.current(session).state["opinions"] == {}


def test_an_answer_that_was_corrected_is_weighed_as_the_same_answer() -> None:
    session = cast.make_session()
    seq = answer_of(cast.answered(session))
    do(session, acts.Rate(ref=ref(), seq=seq, stars=5), cast.netizen())
    corrected = do(
        session,
        acts.Correct(ref=ref(), target=seq, text="下月起分段开放。", reason="口误"),
        cast.leader(),
    )
    do(session, acts.Rate(ref=ref(), seq=seq, stars=3), cast.netizen())
    assert figures.opinion_totals(session.pk) == {seq: [0, 0, 0, 3, 1]}
    of_the_correction = acts.Rate(ref=ref(), seq=corrected["seq"], stars=3)
    assert refusal(lambda: do(session, of_the_correction, cast.netizen())) == "not_found"


@pytest.mark.parametrize(
    "wrong",
    [
        *({"do": "rate", "stars": stars} for stars in (-1, 6, 10**30, "3", 2.5, True, None, [3])),
        *(
            {"do": "react", "reaction": word}
            for word in ("love", "THANKS", "stars", None, 1, ["more"])
        ),
        {"do": "rate"},
        {"do": "rate", "stars": 3, "reaction": "thanks"},
    ],
    ids=str,
)
def test_an_opinion_out_of_range_is_refused_before_anything_is_looked_up(
    wrong: dict[str, object],
) -> None:
    assert refusal(lambda: parse({"ref": ref(), "seq": 1, **wrong})) == "bad_act"


def test_the_services_hold_the_range_themselves() -> None:
    session = cast.make_session()
    seq, by = answer_of(cast.answered(session)), cast.netizen()
    for stars in (-1, 6):
        wrong = partial(opinions.rate, session, seq=seq, stars=stars, by=by)
        assert refusal(wrong) == "bad_act"
    assert refusal(partial(opinions.react, session, seq=seq, reaction="love", by=by)) == "bad_act"
    assert not Opinion.objects.exists()
