"""An answer in plain words: nothing of its Markdown is left, and nothing is run together."""

from __future__ import annotations

import pytest

from cases.rows import excerpt
from dialogue.plain import plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", ""),
        ("**年底前**恢复直达。", "年底前恢复直达。"),
        ("分两步：\n\n- 先试点\n- 再推开", "分两步：先试点；再推开"),
        ("We do two things:\n\n1. try it\n2. extend it", "We do two things: try it; extend it"),
        ("第一段。\n\n第二段", "第一段。第二段"),
        ("第一行\n第二行", "第一行 第二行"),
        ("- [线路图](https://example.org/107)\n- A < B", "线路图；A < B"),
        ("> 引用\n\n回答", "引用；回答"),
    ],
)
def test_the_parts_of_an_answer_stay_apart(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_an_excerpt_of_a_list_reads_as_a_sentence() -> None:
    assert excerpt("共三项：\n\n- 换灯\n- 补线\n- 加岛") == "共三项：换灯；补线；加岛"
