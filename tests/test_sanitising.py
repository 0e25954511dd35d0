"""Nothing that runs, frames, styles or names itself gets through: one sanitiser or the other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bleach import html5lib_shim

from dialogue.text import by_bleach, by_nh3, render, sanitize
from tests import vectors_xss as vectors

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "hr",
}
ATTRIBUTES = {"a": {"href", "rel"}}
REL = ' rel="noopener nofollow ugc"'
HTML = "{http://www.w3.org/1999/xhtml}"
FAMILIES: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("fixtures").joinpath("xss.json").read_text(encoding="utf-8")
)
MORE = [html for family in FAMILIES.values() for html in family]
ATTACKS = vectors.ALL + MORE
# Nested deeper than anybody would, with something to run at the bottom.
DEEP = [f"{tag * 1000}<img src=x onerror={vectors.RUN}>" for tag in ("<blockquote>", "<ul><li>")]
DEEP += [f"{mark * 3000}<img src=x onerror={vectors.RUN}>" for mark in ("> ", "- ", "[", "**a *b ")]
SANITISERS = [by_bleach, by_nh3, sanitize]
# What browsers leave out of an address before they look at its scheme.
IGNORED = re.compile(r"[\x00-\x20]")


def faults_of(tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
    """What an element has that no answer may have."""
    if tag not in TAGS:
        yield tag
    for name in attributes.keys() - ATTRIBUTES.get(tag, set()):
        yield f"{tag} {name}"
    if "href" in attributes:
        address = IGNORED.sub("", attributes["href"] or "")
        if scheme_of(address) not in {"http", "https", "mailto"}:
            yield f"{tag} to {address}"


def scheme_of(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return "none: it is no address"


class Reader(HTMLParser):
    """Notes what stands in HTML that no answer may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += faults_of(tag, dict(attrs))

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")


def wrong_in_tree(html: str) -> Iterator[str]:
    """The same of the tree that the HTML standard makes of it: mended, and with namespaces."""
    # The stubs point to html5lib, which is not installed: bleach carries a copy.
    parser = html5lib_shim.HTMLParser()  # type: ignore[attr-defined]
    tree = parser.parseFragment(html, container="div")
    for node in list(tree.iter())[1:]:
        if isinstance(node.tag, str):
            yield from faults_of(node.tag.removeprefix(HTML), node.attrib)
        else:
            yield "comment"


def wrong_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return [*reader.wrong, *wrong_in_tree(html)]


def test_the_reader_minds_what_no_answer_may_hold() -> None:
    # Not every vector is one of its own: some only become one when a parser mends them.
    assert sum(bool(wrong_in(html)) for html in vectors.ALL) > 75
    assert all(sum(bool(wrong_in(html)) for html in family) > 8 for family in FAMILIES.values())
    assert wrong_in('<p>x <a href="https://example.org/" rel="nofollow">y</a></p>') == []


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("html", ATTACKS)
def test_markup_is_made_harmless(sanitiser: Callable[[str], str], html: str) -> None:
    assert wrong_in(sanitiser(html)) == []


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("html", vectors.ALL)
def test_what_is_harmless_stays_as_it_is(sanitiser: Callable[[str], str], html: str) -> None:
    once = sanitiser(html)
    assert sanitiser(once) == once


@pytest.mark.parametrize("html", MORE)
def test_the_two_together_leave_nothing_for_a_second_time(html: str) -> None:
    assert sanitize(sanitize(html)) == sanitize(html)


@pytest.mark.parametrize("sanitiser", [*SANITISERS, render])
def test_depth_hides_nothing(sanitiser: Callable[[str], str]) -> None:
    assert [html[:12] for html in DEEP if wrong_in(sanitiser(html))] == []


@pytest.mark.parametrize("markdown", ATTACKS + vectors.LINKS)
def test_an_answer_is_harmless_however_it_is_written(markdown: str) -> None:
    assert wrong_in(render(markdown)) == []
    assert wrong_in(render(f"- **{markdown}**\n\n> {markdown}")) == []


def test_an_answer_that_is_too_long_is_rendered_as_far_as_it_may_go() -> None:
    assert render("长" * 20_001) == render("长" * 20_000)


# What people do write: Markdown, and the HTML that it should be.
GOOD = {
    "**重点：**请注意": "<p><strong>重点：</strong>请注意</p>",
    "**「办法」**与**附件。**均已公布": "<p><strong>「办法」</strong>与<strong>附件。</strong>均已公布</p>",
    "“**引号**”，——……": "<p>“<strong>引号</strong>”，——……</p>",
    "见[通知](https://www.gov.cn/1.htm)。谢谢": f'<p>见<a href="https://www.gov.cn/1.htm"{REL}>通知</a>。谢谢</p>',
    "见<https://www.gov.cn/2>，（另有附件）": f'<p>见<a href="https://www.gov.cn/2"{REL}>https://www.gov.cn/2</a>，（另有附件）</p>',
    "[**办理**](https://example.org/?a=1&b=2)；": f'<p><a href="https://example.org/?a=1&amp;b=2"{REL}><strong>办理</strong></a>；</p>',
    "来信：[信箱](mailto:a@example.org)。": f'<p>来信：<a href="mailto:a@example.org"{REL}>信箱</a>。</p>',
    "https://www.gov.cn/1.htm。谢谢": "<p>https://www.gov.cn/1.htm。谢谢</p>",
    "- 一\n  - 一之一\n- 二": "<ul>\n<li>一\n<ul>\n<li>一之一</li>\n</ul>\n</li>\n<li>二</li>\n</ul>",
    "1. 换灯；\n2. 补线。": "<ol>\n<li>换灯；</li>\n<li>补线。</li>\n</ol>",
    "> 原话：“不变”\n\n答": "<blockquote>\n<p>原话：“不变”</p>\n</blockquote>\n<p>答</p>",
    "第一行\n第二行": "<p>第一行<br>\n第二行</p>",
    "`a < b` 且 A & B > C": "<p><code>a &lt; b</code> 且 A &amp; B &gt; C</p>",
    "```\n<script>x</script>\n```": "<pre><code>&lt;script&gt;x&lt;/script&gt;\n</code></pre>",
    "3*4 是十二，\\*不是\\*十三": "<p>3*4 是十二，*不是*十三</p>",
    "一家 👨‍👩‍👧 从𠮷野来": "<p>一家 👨‍👩‍👧 从𠮷野来</p>",
}


@pytest.mark.parametrize(("markdown", "html"), GOOD.items())
def test_what_people_write_comes_out_as_they_meant_it(markdown: str, html: str) -> None:
    assert render(markdown) == f"{html}\n"


@pytest.mark.parametrize("html", GOOD.values())
def test_neither_sanitiser_harms_what_an_answer_may_hold(html: str) -> None:
    assert by_bleach(html) == html.replace(REL, "")
    assert by_nh3(html.replace(REL, "")) == html


@pytest.mark.parametrize("html", ATTACKS)
def test_every_link_tells_browsers_and_search_engines_to_keep_apart(html: str) -> None:
    assert sanitize(html).count("<a") == sanitize(html).count(REL)


@pytest.mark.parametrize("address", ["http://[x:y]", "http://[[::1]", "https://[::1"])
def test_what_only_looks_like_an_address_takes_no_page_away(address: str) -> None:
    for markdown in (f"[官网]({address})", f"<{address}>", f"[官网]: {address}\n\n[官网]"):
        html = render(markdown)
        assert wrong_in(html) == []
        assert html.startswith("<p>")
