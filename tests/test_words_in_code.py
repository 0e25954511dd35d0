"""No wording in code and browser modules goes round the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.jslexer import Token, tokenize, unquote_string

from frontend import wording
from tests.wordings import (
    HAN,
    code_files,
    ids,
    place,
)

BRAND = "Huiyin 回音"


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


def test_no_english_word_stands_bare_in_browser_modules() -> None:
    # Names of keys, of what browsers have, and ours.
    names = {"Enter", "Escape", "Huiyin", "Notification", "Process"}
    word = re.compile(r"^[A-Z][a-z]{2,}[.…:]?$")
    known = {id_ for m in wording.extracted("djangojs") if m.id for id_ in ids(m)}
    found = [
        (place(path), text)
        for path in code_files("static/js/**/*.js")
        for token in js_tokens(path)
        if token.type == "string"
        for text in [unquote_string(token.value)]
        if word.match(text) and text not in known | names
    ]
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


def test_no_list_is_strung_together_with_a_latin_comma() -> None:
    # Chinese has a mark of its own between the items of a list: see `listed` here and there.
    for_programs = re.compile(
        r"management/|config/reference|triggers|admin\.py$|delivery/carrying|offices/audit"
    )
    found = [
        place(path)
        for path in code_files("static/js/**/*.js")
        if re.search(r"""join\((["'`])[,;] \1\)""", path.read_text(encoding="utf-8"))
    ]
    for path in code_files("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Attribute) and node.attr == "join"):
                continue
            mark = node.value.value if isinstance(node.value, ast.Constant) else ""
            if mark in {", ", "; "} and not for_programs.search(place(path)):
                found.append(place(path))
    assert found == []


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
