"""What the server refuses to start with, and how safe it is when nothing is said."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.management import CommandError, call_command

PUBLIC = "https://ask.example.org"
KEY = "a-long-random-string-that-only-this-test-knows-0123456789"


def start(statement: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Django as a server would, with these variables and no others of ours."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HUIYIN_")}
    code = f"import django; django.setup(); from django.conf import settings as s; {statement}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        cwd=ours.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"HUIYIN_SITE_URL": PUBLIC, "HUIYIN_SECRET_KEY": KEY},
        {"HUIYIN_HOSTS": "ask.example.org", "HUIYIN_SECRET_KEY": KEY},
        {"HUIYIN_HOSTS": "*", "HUIYIN_SECRET_KEY": KEY},
    ],
)
def test_the_demo_does_not_start_on_a_public_address(environment: dict[str, str]) -> None:
    started = start(HUIYIN_DEMO="1", **environment)
    assert started.returncode != 0
    assert "HUIYIN_DEMO=1 lets anyone sign in as anyone" in started.stderr


def test_the_demo_does_not_listen_for_other_computers(settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="HUIYIN_DEMO"):
        call_command("serve", host="0.0.0.0")


@pytest.mark.parametrize(
    "environment",
    [
        {"HUIYIN_SITE_URL": PUBLIC},
        {"HUIYIN_SITE_URL": PUBLIC, "HUIYIN_DEBUG": "1"},
        {"HUIYIN_HOSTS": "ask.example.org"},
    ],
)
def test_nobody_else_is_served_with_the_key_that_everyone_knows(
    environment: dict[str, str],
) -> None:
    started = start(**environment)
    assert started.returncode != 0
    assert "Set HUIYIN_SECRET_KEY" in started.stderr


def test_an_installation_is_safe_as_it_stands() -> None:
    names = (
        "DEBUG",
        "DEMO",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "ALLOWED_HOSTS",
        "ALLOWED_ORIGINS",
    )
    told = start(
        f"print([getattr(s, name) for name in {names}])",
        HUIYIN_SITE_URL=PUBLIC,
        HUIYIN_SECRET_KEY=KEY,
    )
    expected = [False, False, True, True, True, 31_536_000, ["ask.example.org"], [PUBLIC]]
    assert told.stdout.strip() == str(expected)
