"""Where wording stands: catalogues, and the files of code that could go round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from babel.messages.catalog import Message
from django.conf import settings

from frontend import catalogue

BASE = Path(settings.BASE_DIR)
CATALOGUES = list(product(catalogue.DOMAINS, catalogue.LOCALES))
HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

# Words that are the same in every language, or that name a key of the keyboard.
NAMES = {"Huiyin", "Markdown", "OpenAPI", "Apache", "API", "QR", "English"}
# Whole folders and files of content: what fictional people say is not wording, nor is by which
# words a pasted record names who speaks.
CONTENT = re.compile(r"(^|/)demo|^config/simulat|/migrations/|^dialogue/(labels|pasting)\.py$")


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
