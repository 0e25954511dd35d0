"""The first screens: what is refused on the way in, and what a moderator is pointed at."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogue import acts, screens
from dialogue.models import Question
from dialogue.services.asking import Ask, ask_many
from dialogue.text import clean
from log.codes import Refused
from log.models import Event
from moderation import wordlist
from moderation.models import ListedWord
from sessions_app.models import Session
from tests import cast

pytestmark = pytest.mark.django_db

TEXT = "老旧小区加装电梯的补贴什么时候到账?"


def screen(session: Session, text: str) -> screens.Outcome:
    """What becomes of one text by somebody who has asked nothing before."""
    return screens.run(session, [screens.Candidate("g:nobody", clean(text), text)])[0]


def refusal(session: Session, text: str) -> tuple[str, dict[str, object]]:
    outcome = screen(session, text)
    assert isinstance(outcome, Refused)
    return outcome.code, outcome.params


def found(session: Session, text: str) -> list[tuple[str, str]]:
    """The stretches that were pointed at, as they stand in the text, with their notes."""
    outcome = screen(session, text)
    assert isinstance(outcome, list)
    tidy = clean(text)
    return [(tidy[finding.start : finding.end], finding.note) for finding in outcome]


def asked(session: Session, text: str) -> dict[str, object] | tuple[str, dict[str, object]]:
    """What Alice is answered when she asks this."""
    act = acts.Ask(ref=cast.ref(), text=text)
    answer = ask_many(session.pk, [Ask(cast.netizen(), act)])[0]
    return (answer.code, answer.params) if isinstance(answer, Refused) else answer


# --- Length and characters ------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n\t ", "。。。???!!!", "\u200b\u200b\u200b\u200b\u200b"])
def test_a_text_that_says_nothing_is_empty(text: str) -> None:
    assert refusal(cast.make_session(), text) == ("text_empty", {})


def test_five_characters_are_enough_and_four_are_not() -> None:
    session = cast.make_session()
    assert refusal(session, " 何时修? ") == ("text_too_short", {"limit": 5})
    assert screen(session, "何时修路?") == []


def test_the_session_says_how_long_a_question_may_be() -> None:
    session = cast.make_session(max_length=20)
    assert screen(session, "长" * 20) == []
    assert refusal(session, "长" * 21) == ("text_too_long", {"length": 21, "limit": 20})


def test_spaces_that_are_tidied_away_do_not_count() -> None:
    session = cast.make_session(max_length=20)
    assert screen(session, "长" * 10 + " " * 30 + "长" * 9) == []


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u200f", "\ud800"]
)
def test_characters_that_cannot_be_shown_or_that_mislead_are_refused(char: str) -> None:
    text = f"地铁 3 号线{char}什么时候开工?"
    assert refusal(cast.make_session(), text) == ("text_bad_characters", {})


@pytest.mark.parametrize(
    "text", ["第一行\n第二行\t有制表符", "好的👨‍👩‍👧,什么时候?", "Über die Brücke?"]
)
def test_ordinary_characters_of_all_languages_pass(text: str) -> None:
    assert screen(cast.make_session(), text) == []


def test_the_first_refusal_counts_and_every_one_has_words() -> None:
    session = cast.make_session(max_length=20)
    outcome = screen(session, "长" * 21 + "\x00")
    assert isinstance(outcome, Refused)
    assert outcome.code == "text_too_long"
    assert "22" in outcome.message()
    assert "20" in outcome.message()


# --- Repeats ---------------------------------------------------------------------


def test_the_same_words_again_name_the_earlier_question() -> None:
    session = cast.make_session()
    first = cast.ask(session, TEXT)
    assert asked(session, TEXT) == ("text_repeated", {"number": first.number})
    assert Question.objects.count() == 1


def test_width_case_spaces_and_signs_make_no_difference() -> None:
    session = cast.make_session()
    cast.ask(session, "BRT 1 号线延长吗?")
    assert asked(session, "ＢＲＴ１号线延长吗。。。") == ("text_repeated", {"number": 1})
    assert asked(session, "brt-1号线,延长吗") == ("text_repeated", {"number": 1})


def test_somebody_else_may_ask_the_same() -> None:
    session = cast.make_session()
    cast.ask(session, TEXT)
    assert cast.ask(session, TEXT, cast.neighbour()).number == 2


def test_the_same_may_be_asked_in_another_session() -> None:
    cast.ask(cast.make_session(), TEXT)
    assert cast.ask(cast.make_session(), TEXT).number == 1


def test_what_was_withdrawn_may_be_asked_again() -> None:
    session = cast.make_session()
    first = cast.ask(session, TEXT)
    cast.do(session, acts.Withdraw(ref=cast.ref(), number=first.number), cast.netizen())
    assert cast.ask(session, TEXT).number == 2


def test_what_was_declined_may_be_asked_again_only_in_other_words() -> None:
    session = cast.make_session()
    first = cast.declined(session, TEXT)
    assert asked(session, TEXT) == ("text_repeated", {"number": first.number})
    assert cast.ask(session, TEXT + "我们小区在枫林路。").number == 2


def test_a_question_that_is_edited_does_not_repeat_itself() -> None:
    session = cast.make_session()
    first = cast.ask(session, TEXT)
    act = acts.Edit(ref=cast.ref(), number=first.number, text=TEXT + "!")
    assert cast.do(session, act, cast.netizen())["text"] == TEXT + "!"


def test_a_question_cannot_be_edited_into_another_one_of_the_same_person() -> None:
    session = cast.make_session()
    first, second = cast.ask(session, TEXT), cast.ask(session, "夜间公交能不能加密班次?")
    act = acts.Edit(ref=cast.ref(), number=second.number, text=TEXT)
    with pytest.raises(Refused) as caught:
        cast.do(session, act, cast.netizen())
    assert (caught.value.code, caught.value.params) == ("text_repeated", {"number": first.number})


def test_a_repeat_within_one_batch_names_the_number_its_twin_got() -> None:
    session, alice, bob = cast.make_session(), cast.netizen(), cast.neighbour()
    cast.ask(session, "夜间公交能不能加密班次?")
    texts = [(bob, "  "), (bob, TEXT), (alice, TEXT), (alice, TEXT + "?"), (alice, "短")]
    answers = ask_many(
        session.pk, [Ask(by, acts.Ask(ref=cast.ref(), text=text)) for by, text in texts]
    )
    told = [a.code if isinstance(a, Refused) else a["number"] for a in answers]
    assert told == ["text_empty", 2, 3, "text_repeated", "text_too_short"]
    assert isinstance(answers[3], Refused)
    assert answers[3].params == {"number": 3}


# --- Listed words ------------------------------------------------------------------


def listed(word: str, note: str = "", session: Session | None = None) -> ListedWord:
    return ListedWord.objects.create(word=word, note=note, session=session)


def test_a_listed_word_is_pointed_at_and_refuses_nothing() -> None:
    session = cast.make_session()
    listed("代办", "广告")
    question = cast.ask(session, "社保卡可以找人代办吗?")
    assert question.flagged
    assert question.findings == [
        {"rule": "listed_word", "start": 7, "end": 9, "note": "代办 · 广告"}
    ]
    screened = Event.objects.get(stream=session.desk_stream, kind="question.screened")
    assert screened.data == {"number": 1, "findings": question.findings}


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("加 微 信 领取优惠好不好", "加 微 信"),
        ("加。微*信领取优惠好不好", "加。微*信"),
        ("快来加\n微信领取优惠", "加\n微信"),
        ("加\u200b微\u200b信领取优惠", "加\u200b微\u200b信"),
    ],
)
def test_what_is_put_between_the_letters_hides_nothing(text: str, stretch: str) -> None:
    session = cast.make_session()
    listed("加微信")
    assert found(session, text) == [(stretch, "加微信")]


def test_width_and_case_hide_nothing() -> None:
    session = cast.make_session()
    listed("VPN")
    assert found(session, "买个ｖＰｎ行不行") == [("ｖＰｎ", "VPN")]
    assert found(session, "买个 v.p.n 行不行") == [("v.p.n", "VPN")]


@pytest.mark.parametrize("text", ["The class is full, why?", "Assume nothing, ask", "compass 方向"])
def test_a_latin_word_is_not_found_inside_another(text: str) -> None:
    session = cast.make_session()
    listed("ass")
    assert found(session, text) == []


def test_a_number_is_not_found_inside_another() -> None:
    session = cast.make_session()
    listed("110")
    assert found(session, "每月1100元的补贴够吗") == []
    assert found(session, "打110没人接怎么办") == [("110", "110")]


def test_the_longest_word_at_a_place_is_the_one_that_is_named() -> None:
    session = cast.make_session()
    listed("微信")
    listed("微信群")
    assert found(session, "建个微信群好不好,微信也行") == [("微信群", "微信群"), ("微信", "微信")]


def test_a_word_of_one_session_is_looked_for_in_that_one_only() -> None:
    here, there = cast.make_session(), cast.make_session()
    listed("样板段", session=here)
    listed("领券")
    text = "样板段的商户能不能领券?"
    assert found(here, text) == [("样板段", "样板段"), ("领券", "领券")]
    assert found(there, text) == [("领券", "领券")]


def test_a_change_of_the_list_counts_from_the_next_question_on() -> None:
    session, text = cast.make_session(), "社保卡可以找人代办吗?"
    assert found(session, text) == []
    word = listed("代办")
    assert found(session, text) == [("代办", "代办")]
    word.note = "广告"
    word.save()
    assert found(session, text) == [("代办", "代办 · 广告")]
    ListedWord.objects.update(active=False)
    assert found(session, text) == []
    ListedWord.objects.update(active=True)
    assert len(found(session, text)) == 1
    word.delete()
    assert found(session, text) == []


def test_a_text_full_of_listed_words_is_pointed_at_twenty_times() -> None:
    session = cast.make_session()
    listed("领券")
    assert len(found(session, "领券" * 100)) == 20


def test_a_word_without_letters_is_never_found() -> None:
    session = cast.make_session()
    listed("***")
    assert found(session, "***这样写的问题呢***") == []


def test_looking_for_words_costs_one_query_for_a_whole_batch() -> None:
    session = cast.make_session()
    listed("代办")
    found(session, TEXT)
    texts = [f"第 {n} 个问题可以代办吗?" for n in range(50)]
    candidates = [screens.Candidate("g:nobody", text, text) for text in texts]
    index_queries = []
    for batch in (candidates[:1], candidates):
        with CaptureQueriesContext(connection) as captured:
            outcomes = screens.run(session, batch)
        assert all(isinstance(outcome, list) and len(outcome) == 1 for outcome in outcomes)
        index_queries.append([q["sql"] for q in captured if "moderation_" in q["sql"]])
    assert [len(queries) for queries in index_queries] == [1, 1]


def test_folding_keeps_the_place_of_every_letter() -> None:
    assert wordlist.fold("Ａ b，㎏!") == ("abkg", [0, 2, 4, 4])


def test_an_edited_question_is_looked_at_again() -> None:
    session = cast.make_session()
    listed("代办")
    question = cast.ask(session, "社保卡可以找人代办吗?")
    act = acts.Edit(ref=cast.ref(), number=question.number, text="社保卡在哪里可以补办?")
    cast.do(session, act, cast.netizen())
    question.refresh_from_db()
    assert (question.flagged, question.findings) == (False, [])
