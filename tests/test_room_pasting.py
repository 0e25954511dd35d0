"""A pasted record is taken apart without losing a word, and each part finds its speaker."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue import pasting
from log.codes import Refused
from sessions_app.events import Speaker

LIN = Speaker(key="l1", name="林致远", post="市交通运输局局长")
CHEN = Speaker(key="l2", name="陈 曦", post="市公交集团副总经理")
GUESTS = [LIN, CHEN]


def read(text: str, guests: list[Speaker] | None = None) -> list[tuple[str, str, str]]:
    """Speaker's key (or the label of nobody known), time and text of each paragraph."""
    parsed = pasting.parse(text, GUESTS if guests is None else guests)
    return [(p.speaker or p.label, p.at, p.text) for p in parsed]


def test_a_record_with_either_colon_posts_in_brackets_and_blank_lines_is_understood() -> None:
    text = """\ufeff主持人：各位网友，大家好。

    林致远（市交通运输局局长）：谢谢主持人。
    我先说两点。

    第一点：107 路年底前恢复。


    陈曦: 补充一句。\r\n林局长：好。"""
    assert read(text) == [
        ("host", "", "各位网友，大家好。"),
        ("l1", "", "谢谢主持人。\n我先说两点。\n\n第一点：107 路年底前恢复。"),
        ("l2", "", "补充一句。"),
        ("l1", "", "好。"),
    ]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("林致远", "l1"),
        ("林致远局长", "l1"),
        ("市交通运输局局长林致远", "l1"),
        ("市交通运输局局长", "l1"),
        ("【林致远】", "l1"),
        ("L1", "l1"),
        ("陈曦", "l2"),
        ("陈　曦（市公交集团）", "l2"),
        ("陈副总经理", "l2"),
        ("主持人（王敏）", "host"),
        ("Host", "host"),
        # Nobody known: the label is handed on as it stands.
        ("网友", "网友"),
        ("网友“江边骑行者”", "网友“江边骑行者”"),
        ("王敏", "王敏"),
        ("答", "答"),
    ],
)
def test_a_label_finds_its_speaker_or_is_left_to_the_reader(label: str, speaker: str) -> None:
    assert read(f"{label}：好的") == [(speaker, "", "好的")]


@pytest.mark.parametrize(
    "words", ["例如", "http", "二是", "第一点", "这里很长，不是名字", "18", ""]
)
def test_words_before_a_colon_that_name_nobody_are_words(words: str) -> None:
    assert read(f"{words}：好的") == [("", "", f"{words}：好的")]


def test_times_stand_before_a_label_behind_a_name_or_on_a_line_of_their_own() -> None:
    text = "[14:05] 主持人：开始。\n14:06:30 网友：107 路呢？\n林致远 14：07\n会恢复。\n【14:09】\n陈曦：是。"
    assert read(text) == [
        ("host", "14:05", "开始。"),
        ("网友", "14:06", "107 路呢？"),
        ("l1", "14:07", "会恢复。"),
        ("l2", "14:09", "是。"),
    ]


def test_question_and_answer_with_one_guest_are_that_guests() -> None:
    text = "问：几点有车？\n答：六点。\n问:末班呢?\n答: 二十三点。"
    asked = ["问", "l1", "问", "l1"]
    assert [speaker for speaker, _at, _text in read(text, [LIN])] == asked
    assert [speaker for speaker, _at, _text in read(text)] == ["问", "答", "问", "答"]


def test_two_of_one_surname_and_post_are_nobody_until_somebody_says_who() -> None:
    twins = [Speaker(key=f"l{n}", name=name, post="局长") for n, name in ((1, "林一"), (2, "林二"))]
    [first, second] = pasting.parse("林局长（代）：好。\n林二：好。", twins)
    assert (first.speaker, second.speaker) == ("", "l2")


def test_an_address_and_a_time_within_the_words_begin_nothing() -> None:
    text = "林致远：见 https://example.org/a:b\nhttps://example.org 是网址\n每天 6:00 发车\n2026 年起：实行"
    assert len(read(text)) == 1


def test_what_stands_before_the_first_label_is_kept() -> None:
    assert read("会议记录\n主持人：好。") == [("", "", "会议记录"), ("host", "", "好。")]
    assert read("") == read(" \n\u3000\n") == []


def test_too_much_is_refused_and_ten_thousand_lines_are_taken() -> None:
    assert len(read("林致远：好。\n" * 9_999 + "陈曦：好。")) == 10_000
    for text in ("林致远：好。\n" * 10_001, "长" * 300_001):
        with pytest.raises(Refused) as refusal:
            pasting.parse(text, GUESTS)
        assert refusal.value.code == "text_too_long"


PIECES = st.sampled_from(
    [
        "林致远",
        "主持人",
        "网友",
        "：",
        ":",
        "\n",
        " ",
        "（",
        "）",
        "[14:05]",
        "好。",
        "问",
        "\u3000",
        "【",
        "】",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join))
def test_no_sentence_is_lost_whatever_is_pasted(text: str) -> None:
    parsed = pasting.parse(text, GUESTS)
    assert sum(p.text.count("。") for p in parsed) == text.count("。")
    assert all(p.text and p.text == p.text.strip() for p in parsed)
    # What was understood is understood the same when it is written out again.
    assert all(p.label in text for p in parsed)


def test_a_long_run_of_blanks_costs_no_more_than_words() -> None:
    # By its square this would be a minute; with blanks at the ends of lines it is next to nothing.
    started = process_time()
    for run in (" " * 60_000, "\t" * 60_000, "（" * 60_000, "1:" * 30_000):
        assert len(read(f"林致远：好{run}的")) == 1
        assert len(read(f"好{run}的")) == 1
    assert process_time() - started < 5
