"""Documentation that cannot lag behind: what a client or an operator meets is written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from config.reference import pages

ROOT = Path(settings.BASE_DIR)
NAMED = re.compile(r'env\.(?:text|flag|number|words)\(\s*"([A-Z_]+)"|number\("([A-Z_]+)"')


@pytest.mark.parametrize("name", ["events.md", "acts.md", "errors.md", "commands.md"])
def test_the_reference_is_as_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run: .venv/bin/python manage.py reference"


def test_every_setting_is_explained() -> None:
    code = "".join((ROOT / "config" / f).read_text() for f in ("settings.py", "environment.py"))
    names = {first or second for first, second in NAMED.findall(code)}
    explained = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert {"DATABASE_URL", "HUIYIN_SECRET_KEY", "DATABASE_POOL"} <= names
    assert [name for name in sorted(names) if f"`{name}`" not in explained] == []


def test_every_explained_setting_exists() -> None:
    code = "".join((ROOT / "config" / f).read_text() for f in ("settings.py", "environment.py"))
    explained = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `([A-Z_]+)`", explained, re.MULTILINE))
    assert table
    assert [name for name in sorted(table) if f'"{name}"' not in code] == []
