"""Reading settings from the environment: typed, with an error that names the variable."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from accounts.framing import origin_of


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, or `default` when it is not set."""
    return os.environ.get(name, default)


# What stands in our own files and in Django's, for everybody to read.
KNOWN_KEYS = ("only-for-this-computer-", "django-insecure-")


def unguessable(key: str) -> bool:
    """Return whether a secret key is long, varied and not one that is in print."""
    return len(key) >= 32 and len(set(key)) >= 10 and not key.startswith(KNOWN_KEYS)


def flag(name: str, *, default: bool) -> bool:
    """Return `name` as a yes or no; 1/true/yes/on and 0/false/no/off are understood."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """Return `name` as a whole number."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    """Return `name` as a list, split at commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def hosts(name: str, default: str = "") -> list[str]:
    """Return `name` as a list of hosts: `live.example.cn`, `*.example.cn`, `example.cn:8443`.

    They become part of the content security policy, so nothing else is let through.
    """
    found = words(name, default)
    for host in found:
        if not re.fullmatch(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{2,5})?", host):
            raise ImproperlyConfigured(f"{name} must name hosts, not {host!r}")
    return found


def origins(name: str) -> list[str]:
    """Return the origins (https://www.example.gov.cn) of a variable, separated by commas.

    Raises ImproperlyConfigured for anything else: they become part of the security policy.
    """
    typed = words(name)
    known = [origin_of(each) for each in typed]
    if None in known:
        raise ImproperlyConfigured(f"{name} takes origins: https://www.example.gov.cn")
    return [each for each in known if each]


def structure(name: str) -> Any:
    """Return what `name` holds as JSON; None when it is not set."""
    value = os.environ.get(name, "").strip()
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        # Without the value: it may hold a key.
        raise ImproperlyConfigured(f"{name} must be JSON") from error


def email(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's mail settings for the address in `name`.

    smtp://user:password@host:587 (STARTTLS unless ?starttls=0), smtps://host:465, console://.
    """
    parts = urlsplit(os.environ.get(name, "").strip() or default)
    backends = "django.core.mail.backends"
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured(f"{name} must begin with smtp://, smtps:// or console://")
    plain = parse_qs(parts.query).get("starttls") == ["0"]
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
        # A page waits for it.
        "EMAIL_TIMEOUT": 5,
    }


def hours(name: str, default: str) -> tuple[int, int]:
    """Return `name` as two hours of the day: 21-8 is from nine in the evening to eight."""
    begin, _dash, end = text(name, default).partition("-")
    try:
        found = int(begin), int(end)
    except ValueError:
        found = -1, -1
    if not all(0 <= hour <= 24 for hour in found):
        raise ImproperlyConfigured(f"{name} must be two hours such as 21-8")
    return found


def database(url: str, *, base: Path) -> dict[str, Any]:
    """Return Django's database settings for `url` (sqlite:///path or postgres://…).

    SQLite runs in WAL mode with IMMEDIATE transactions, so that a writer waits
    instead of failing half-way; every commit reaches the disk (synchronous=FULL),
    since an acknowledged question may not be lost with the power.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/")) or "var/huiyin.sqlite3"
        return _sqlite(Path(path) if Path(path).is_absolute() else base / path)
    if parts.scheme in {"postgres", "postgresql"}:
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            # A pool, never CONN_MAX_AGE: under ASGI the latter opens a connection a thread.
            "OPTIONS": {"pool": {"min_size": 1, "max_size": number("DATABASE_POOL", 8)}, **query},
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://")


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;"
            # Else REPLACE deletes a row without asking the trigger that keeps the log.
            "PRAGMA recursive_triggers=ON;",
        },
        "TEST": {"NAME": str(path.parent / f"test-{path.name}")},
    }
