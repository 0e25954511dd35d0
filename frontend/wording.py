"""The wording in the sources: every msgid that code, templates and browser modules use."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

TRANSLATORS = ["Translators:"]

_ONE, _MANY, _CONTEXT, _CONTEXT_MANY = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    f"{name}{lazy}": arguments
    for name, arguments in {
        "gettext": _ONE,
        "ngettext": _MANY,
        "pgettext": _CONTEXT,
        "npgettext": _CONTEXT_MANY,
    }.items()
    for lazy in ("", "_lazy")
} | {"_": _ONE, "gettext_noop": _ONE}
JS_OPTIONS = {"jsx": False, "parse_template_string": True}


def sources(domain: str) -> Iterator[Path]:
    """Yield our files that can hold wording: code and templates, or browser modules."""
    base = Path(settings.BASE_DIR)
    patterns = ("**/*.py", "templates/**/*.*") if domain == "django" else ("static/js/**/*.js",)
    for room in sorted(filter(Path.is_dir, (base / app for app in settings.INSTALLED_APPS))):
        for pattern in patterns:
            yield from sorted(path for path in room.glob(pattern) if path.is_file())


def messages_in(path: Path) -> Iterator[Message]:
    """Yield the messages of one source file, in order."""
    method, options = "python", {}
    code = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        method, options = "javascript", JS_OPTIONS
    elif path.suffix != ".py":
        # Indented markup would be no Python; what stands before a call is of no interest.
        code = "\n".join(line.lstrip() for line in templatize(code, str(path)).splitlines())
    found = extract(method, BytesIO(code.encode()), KEYWORDS, TRANSLATORS, options)
    for _line, id_, comments, context in found:
        yield Message(id_, auto_comments=comments, context=context)


def extracted(domain: str) -> Catalog:
    """Return every message that the sources of `domain` use, without translations."""
    catalog = Catalog(domain=domain)
    base = Path(settings.BASE_DIR)
    for path in sources(domain):
        place = path.relative_to(base).as_posix()
        for found in messages_in(path):
            catalog.add(
                found.id,
                locations=[(place, None)],  # type: ignore[list-item]  # by file, not by line
                auto_comments=found.auto_comments,
                context=found.context,
            )
    return catalog
