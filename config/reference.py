"""The reference pages of docs/reference, written from the code itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management import get_commands, load_command_class
from django.utils import translation

from log import codes
from log.vocabulary import Word, acts, events

OURS = {"config", "frontend", "moderation", "archive", "cases", "dialogue", "sessions_app",
        "accounts", "log"}  # fmt: skip
NOTE = "<!-- Written by `manage.py reference`; change the code, then run it again. -->"


def pages() -> dict[str, str]:
    """Return {file name: Markdown} of every reference page."""
    with translation.override("en"):
        return {
            "events.md": _page("Events", EVENTS, _words(events())),
            "acts.md": _page("Acts", ACTS, _words(acts())),
            "errors.md": _page("Errors and close codes", ERRORS, _errors()),
            "commands.md": _page("Commands", COMMANDS, _commands()),
        }


EVENTS = """What can stand in the log, by kind. *Public* events are what anyone may read and what
browsers fold; *desk* events are for staff only. Unknown kinds and fields are refused.
Spoken events reach clients with an `html` field that is rendered and sanitised."""
ACTS = """What a client can ask for, over the open socket or by POST to
`/api/v1/sessions/<number>/acts`. Every act carries `do` and a client-made `ref`
(8 to 64 letters, digits, `-`, `_`): the same ref and body again get the first
acknowledgement, the same ref with another body is refused."""
ERRORS = """Every refusal is `{"error": {"code", "message", "retry", "params"}}`, the same on the
socket (inside the acknowledgement) and over HTTP. *Try again* says whether the same act can
succeed later without a change; what a person typed is kept in any case."""
COMMANDS = "What an operator can type: `.venv/bin/python manage.py <command>`."


def _page(title: str, opening: str, body: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", NOTE, "", opening, "", *body]) + "\n"


def _words(words: Mapping[str, type[Word]]) -> Iterable[str]:
    for name, word in sorted(words.items()):
        audience = getattr(word, "audience", "")
        yield f"## `{name}`" + (f" · {audience}" if audience else "")
        yield ""
        yield inspect.cleandoc(word.__doc__ or "")
        yield ""
        fields = [row for row in _fields(word) if row]
        if fields:
            yield "| field | type |"
            yield "|---|---|"
            yield from fields
            yield ""


def _fields(word: type[Word]) -> Iterable[str]:
    for name, schema in word.model_json_schema()["properties"].items():
        if name not in {"do", "ref"}:
            yield f"| `{name}` | {_type(schema)} |"


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return f"{schema['$ref'].rsplit('/', 1)[-1]}"
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    limits = [f"≤ {schema['maxLength']} characters"] if "maxLength" in schema else []
    return ", ".join([str(schema.get("type", "")), *limits])


def _errors() -> Iterable[str]:
    yield "| code | HTTP | try again | in words |"
    yield "|---|---|---|---|"
    for name, code in codes.CODES.items():
        yield f"| `{name}` | {code.status} | {_yes(code.retry)} | {code.message} |"
    yield ""
    yield "## Close codes of the socket"
    yield ""
    yield "| code | reason | reconnect |"
    yield "|---|---|---|"
    for close in codes.CLOSES:
        yield f"| {close.code} | {close.reason} | {_yes(close.reconnect)} |"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _commands() -> Iterable[str]:
    yield "| command | what it does |"
    yield "|---|---|"
    for name, app in sorted(get_commands().items()):
        if app in OURS:
            yield f"| `{name}` | {load_command_class(str(app), name).help} |"
