"""Text on its way in and out: plain questions, Markdown answers, one sanitiser."""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from accounts.characters import has_control_characters, with_plain_breaks

logger = logging.getLogger(__name__)
MAX_ANSWER = 20_000
MAX_ADDRESS = 400
_TAGS = [
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
]
_SCHEMES = {"http", "https", "mailto"}
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "html_block", "html_inline"]
)
# CommonMark does not close bold between Chinese punctuation and a character:
# **重点：**请 would stay as typed. This rule takes a run on one line as it was meant.
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")


def _bold(state: StateInline, silent: bool) -> bool:
    found = _BOLD.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        end = state.posMax
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = found.span(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("strong_close", "strong", -1)
    state.pos = found.end()
    return True


_MARKDOWN.inline.ruler.before("emphasis", "bold", _bold)


def clean(text: str) -> str:
    """Return typed text in one form: NFC, single spaces, at most one empty line."""
    text = with_plain_breaks(unicodedata.normalize("NFC", text))
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _LINES.sub("\n\n", text).strip()


def is_web_address(address: str) -> bool:
    """Return whether an address leads to a page on the web, and hides nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if has_control_characters(address) or " " in address or len(address) > MAX_ADDRESS:
        return False
    # A name before the host would let an address look like another one.
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def fingerprint(text: str) -> str:
    """Return the same value for texts that differ only in width, case, space or punctuation."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(char for char in wide if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def _safe_link(tag: str, name: str, value: str) -> bool:
    # bleach lets href="javascript:1" through: the digits look like a port.
    try:
        scheme = urlsplit(value.strip()).scheme.lower()
    except ValueError:  # http://[x:y] is no address at all
        return False
    return tag == "a" and name == "href" and scheme in _SCHEMES


def _safe_address(tag: str, name: str, value: str) -> str | None:
    # nh3 lets an address without a scheme through: relative, or of another host (//…).
    # It asks about the rel that it sets itself, too: that stays.
    return value if name == "rel" or _safe_link(tag, name, value) else None


def by_bleach(html: str) -> str:
    """Return what bleach leaves of HTML: nothing but what an answer may hold."""
    return bleach.clean(html, tags=_TAGS, attributes=_safe_link, protocols=_SCHEMES, strip=True)


def by_nh3(html: str) -> str:
    """Return what nh3 leaves of HTML, by the same list."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href"}},
        attribute_filter=_safe_address,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow ugc",
    )


def sanitize(html: str) -> str:
    """Return HTML with nothing in it but what an answer may hold.

    Two sanitisers in a row: bleach gets no more releases, so nh3 has the last word.
    """
    return by_nh3(by_bleach(html))


def render(markdown: str) -> str:
    """Return an answer's Markdown as sanitised HTML."""
    return _rendered(markdown[:MAX_ANSWER])


@lru_cache(maxsize=2048)
def _rendered(markdown: str) -> str:
    try:
        return sanitize(_MARKDOWN.render(markdown))
    except Exception:
        # What is in the log is rendered at every reading, for ever: a fault of a renderer must
        # not take a session's pages away. As it was typed is better than not at all.
        logger.exception("an answer is shown as it was typed: it cannot be rendered")
        return f"<p>{escape(markdown)}</p>"
