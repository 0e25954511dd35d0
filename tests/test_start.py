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


@pytest.mark.parametrize(
    "key",
    [
        "short",
        "x" * 40,
        "abcabcabc" * 5,
        "only-for-this-computer-" + "x" * 40,
        "django-insecure-8f2k1m9z7q4w6e3r5t0y-and-more-letters",
    ],
)
def test_a_key_that_can_be_guessed_is_refused(key: str) -> None:
    started = start(HUIYIN_SITE_URL=PUBLIC, HUIYIN_SECRET_KEY=key)
    assert started.returncode != 0
    assert "HUIYIN_SECRET_KEY can be guessed" in started.stderr
    assert key not in started.stderr.rpartition("ImproperlyConfigured")[2]


@pytest.mark.parametrize(
    "address", ["ask.example.org", "//ask.example.org", "ftp://ask.example.org"]
)
def test_an_address_of_the_site_without_its_scheme_is_refused(address: str) -> None:
    started = start(HUIYIN_SITE_URL=address, HUIYIN_SECRET_KEY=KEY)
    assert started.returncode != 0
    assert "HUIYIN_SITE_URL must begin with https://" in started.stderr


@pytest.mark.parametrize(
    ("environment", "refused"),
    [
        ({"HUIYIN_SMS": "http"}, "Set HUIYIN_SMS_URL"),
        ({"HUIYIN_SMS_HEADERS": "{not json: secret"}, "HUIYIN_SMS_HEADERS must be JSON"),
        ({"HUIYIN_EMAIL_URL": "mail.example.org"}, "HUIYIN_EMAIL_URL must begin with smtp://"),
    ],
)
def test_a_way_out_that_cannot_work_is_refused(environment: dict[str, str], refused: str) -> None:
    started = start(HUIYIN_SITE_URL=PUBLIC, HUIYIN_SECRET_KEY=KEY, **environment)
    assert started.returncode != 0
    assert refused in started.stderr.rpartition("ImproperlyConfigured")[2]


def test_messages_go_where_the_settings_say() -> None:
    names = ("SMS_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS")
    told = start(
        f"print([getattr(s, name) for name in {names}], s.ALLAUTH_TRUSTED_PROXY_COUNT)",
        HUIYIN_SITE_URL=PUBLIC,
        HUIYIN_SECRET_KEY=KEY,
        HUIYIN_SMS_URL="https://sms.example.org/",
        HUIYIN_EMAIL_URL="smtp://huiyin:p%40ss@mail.example.org:2525",
        HUIYIN_BEHIND_PROXY="1",
    )
    assert told.stdout.strip() == "['http', 'mail.example.org', 2525, 'p@ss', True] 1"


def test_without_a_provider_nobody_is_asked_for_a_number_on_a_public_site() -> None:
    told = start("print(s.SMS_BACKEND)", HUIYIN_SITE_URL=PUBLIC, HUIYIN_SECRET_KEY=KEY)
    assert told.stdout.strip() == "none"


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
