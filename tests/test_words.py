"""Everything a person sees goes through gettext, in both languages, in our own tone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.jslexer import Token, tokenize, unquote_string
from babel.messages.mofile import read_mo
from django.conf import settings
from django.template.base import Lexer, TokenType

from frontend import catalogue, wording

BASE = Path(settings.BASE_DIR)
CATALOGUES = list(product(catalogue.DOMAINS, catalogue.LOCALES))
HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

# Words that are the same in every language, or that name a key of the keyboard.
NAMES = {"Huiyin", "Markdown", "OpenAPI", "Apache", "API", "QR", "English"}
# The name of a language is written in that language, so that its readers find it.
LANGUAGES = {"中文", "简体中文"}
BRAND = "Huiyin 回音"
# Whole folders and files of content: what fictional people say is not wording.
CONTENT = re.compile(r"(^|/)demo|^config/simulat|/migrations/")
SEEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}


def code_files(*patterns: str) -> list[Path]:
    rooms = [BASE / app for app in settings.INSTALLED_APPS if (BASE / app).is_dir()]
    found = {path for room in rooms for pattern in patterns for path in room.glob(pattern)}
    return sorted(path for path in found if not CONTENT.search(place(path)))


def place(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def messages() -> Iterator[tuple[str, Message, list[str]]]:
    """Every entry of every catalogue: its locale, itself, its translations."""
    for domain, locale in CATALOGUES:
        for message in catalogue.kept(domain, locale):
            if message.id:
                yield locale, message, strings(message)


def strings(message: Message) -> list[str]:
    if isinstance(message.string, (tuple, list)):
        return list(message.string)
    return [message.string or ""]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]


# --- The catalogues -----------------------------------------------------------


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_a_catalogue_holds_exactly_what_the_sources_use_all_translated(
    domain: str, locale: str
) -> None:
    assert catalogue.faults(domain, locale) == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_a_catalogue_drags_nothing_obsolete_along(domain: str, locale: str) -> None:
    assert list(catalogue.kept(domain, locale).obsolete) == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGUES)
def test_what_is_compiled_is_what_is_written(domain: str, locale: str) -> None:
    with catalogue.path_of(domain, locale, "mo").open("rb") as file:
        compiled = read_mo(file)
    assert entries(compiled) == entries(catalogue.kept(domain, locale))


def entries(catalog: Catalog) -> list[tuple[list[str], str, list[str]]]:
    return sorted((ids(m), context(m), strings(m)) for m in catalog if m.id)


def context(message: Message) -> str:
    read: str | bytes = message.context or ""  # bytes when read from a compiled file
    return read.decode() if isinstance(read, bytes) else read


def test_placeholders_are_the_same_in_every_translation() -> None:
    wrong = []
    for locale, message, translations in messages():
        wanted = set(PLACEHOLDER.findall(ids(message)[-1]))  # a singular may leave the figure out
        for translation in translations:
            found = set(PLACEHOLDER.findall(translation))
            singular = len(ids(message)) > 1 and translation == translations[0]
            if found != wanted and not (singular and locale == "en" and found < wanted):
                wrong.append((locale, message.id, translation))
    assert wrong == []


def test_the_same_words_are_translated_alike_in_pages_and_browser_modules() -> None:
    seen: dict[tuple[str, str, str], set[tuple[str, ...]]] = {}
    for locale, message, translations in messages():
        key = (locale, context(message), ids(message)[0])
        seen.setdefault(key, set()).add(tuple(translations))
    assert {key: said for key, said in seen.items() if len(said) > 1} == {}


# --- The tone -----------------------------------------------------------------


def test_nothing_is_said_with_an_exclamation_mark() -> None:
    loud = [text for _, _, texts in messages() for text in texts if re.search("[!!]", text)]
    assert loud == []


def test_a_chinese_reader_is_addressed_politely() -> None:
    rude = [text for locale, _, texts in messages() for text in texts if "你" in text]
    assert rude == []


def test_chinese_is_set_with_chinese_punctuation() -> None:
    # A Latin mark that touches a Chinese character, or ends a Chinese sentence.
    latin = re.compile(r"[\u3400-\u9fff][,;:?.()\"']|[,;?()\"'][\u3400-\u9fff]")
    wrong = [
        text
        for locale, _, texts in messages()
        for text in texts
        if locale == "zh_Hans" and latin.search(without_markup(text))
    ]
    assert wrong == []


def test_chinese_and_latin_letters_keep_a_space_between_them() -> None:
    touching = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
    wrong = [
        text
        for locale, _, texts in messages()
        for text in texts
        if locale == "zh_Hans" and touching.search(PLACEHOLDER.sub(" ", without_markup(text)))
    ]
    assert wrong == []


def without_markup(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)


# --- Nothing goes round the catalogues ----------------------------------------


def test_no_chinese_wording_stands_in_code() -> None:
    found = []
    for path in code_files("**/*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = set(docstrings(tree))
        found += [
            (place(path), node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value.replace(BRAND, ""))
            and node not in documentation
        ]
    assert found == []


def docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def test_no_chinese_wording_stands_in_browser_modules() -> None:
    found = [
        (place(path), token.value)
        for path in code_files("static/js/**/*.js")
        for token in js_tokens(path)
        if token.type in {"string", "template_string"} and HAN.search(token.value)
    ]
    assert found == []


def test_no_chinese_wording_stands_in_templates() -> None:
    found = [
        (place(path), text)
        for path in code_files("templates/**/*.*")
        for text in untranslated(path)
        if HAN.search(text) and text.strip() not in LANGUAGES
    ]
    assert found == []


def test_no_english_wording_stands_bare_in_templates() -> None:
    word = re.compile(r"[A-Za-z]{2,}")
    found = [
        (place(path), text.strip())
        for path in code_files("templates/**/*.html")
        for text in untranslated(path)
        if set(word.findall(text)) - NAMES
    ]
    assert found == []


def test_no_english_wording_is_handed_bare_to_a_template_tag() -> None:
    literal = re.compile(r"""(?<!_\()(["'])(?P<words>[A-Z][a-z]+\b[^"']*)\1""")
    found = [
        (place(path), match["words"])
        for path in code_files("templates/**/*.html")
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize()
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}
        and not token.contents.startswith(("translate ", "trans "))
        for match in literal.finditer(token.contents)
        if match["words"] not in NAMES
    ]
    assert found == []


def untranslated(path: Path) -> list[str]:
    """What a reader of the page would see or hear that no tag translates."""
    page = Page()
    page.feed(without_tags(path.read_text(encoding="utf-8")))
    page.close()
    return page.seen


def without_tags(template: str) -> str:
    """The markup of a template, with comments and translated blocks left out."""
    markup, ends = [], ""
    for token in Lexer(template).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK:
            if name == ends:
                ends = ""
            elif not ends and name in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                ends = f"end{name}"
            elif not ends and name == "block" and token.contents.endswith("_class"):
                ends = "endblock"  # the names of style classes
        elif token.token_type == TokenType.TEXT and not ends:
            markup.append(token.contents)
        elif token.token_type == TokenType.VAR and markup and markup[-1].endswith(("<", "</")):
            markup.append("div")  # a tag whose name is chosen, as a heading's level is
    return "".join(markup)


class Page(HTMLParser):
    """Collects what is seen or read aloud; code and names of keys are nobody's language."""

    silent = frozenset({"script", "style", "kbd", "code"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.silent:
            self.inside.append(tag)
        self.seen += [value for name, value in attrs if name in SEEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.seen.append(data)


def test_no_english_sentence_stands_bare_in_browser_modules() -> None:
    sentence = re.compile(r"^[A-Z][a-z]+(?: [\w{}()%',-]+)+[.?…]?$")
    known = {id_ for m in wording.extracted("djangojs") if m.id for id_ in ids(m)}
    found = []
    for path in code_files("static/js/**/*.js"):
        tokens = js_tokens(path)
        for before, token in zip([None, None, *tokens], tokens, strict=False):
            if token.type != "string" or (before and before.value.endswith("Error")):
                continue  # the words of an Error are for who reads the console
            text = unquote_string(token.value)
            if sentence.match(text) and text not in known:
                found.append((place(path), text))
    assert found == []


def js_tokens(path: Path) -> list[Token]:
    return list(tokenize(path.read_text(encoding="utf-8"), jsx=False))


def test_every_call_of_gettext_in_browser_modules_can_be_collected() -> None:
    # A msgid put together at run time would never be found, hence never be translated.
    call = re.compile(r"(?<![\w.$])(?:window\.)?n?p?gettext\(")
    comment = re.compile(r"^\s*(//|\*|/\*).*$", re.MULTILINE)
    wrong = []
    for path in code_files("static/js/**/*.js"):
        code = comment.sub("", path.read_text(encoding="utf-8"))
        calls, collected = len(call.findall(code)), len(list(wording.messages_in(path)))
        if calls != collected:
            wrong.append((place(path), calls, collected))
    assert wrong == []


def test_labels_and_messages_in_code_are_marked_for_translation() -> None:
    shown = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
    found = []
    for path in code_files("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name, value in named_values(node):
                if name in shown and isinstance(value, ast.Constant) and value.value:
                    found.append((place(path), name, value.value))
    assert found == []


def named_values(node: ast.AST) -> Iterator[tuple[str | None, ast.expr]]:
    if isinstance(node, ast.keyword):
        yield node.arg, node.value
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
