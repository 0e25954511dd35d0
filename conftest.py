"""What tests need from the services they run on: apart from each other, and gone at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

# Where a helper of the tests demands something, say what was there instead.
pytest.register_assert_rewrite(
    "tests.casework", "tests.every_fold", "tests.folding", "tests.folding_desk"
)


def pytest_configure() -> None:
    """Give each worker, and the processes it starts, a cache and a doorbell of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not (worker and settings.REDIS_URL):
        return
    parts = urlsplit(settings.REDIS_URL)
    database = int(parts.path.strip("/") or 0) + 1 + int(worker.removeprefix("gw"))
    url = parts._replace(path=f"/{database}").geturl()
    doorbell: Any = settings.CHANNEL_LAYERS["doorbell"]["CONFIG"]
    # Databases keep caches apart, but not what is published: that takes a name.
    prefix = f"{doorbell['prefix']}-{worker}"
    os.environ.update(REDIS_URL=url, HUIYIN_REDIS_PREFIX=prefix)
    settings.REDIS_URL = url
    settings.CACHES["default"]["LOCATION"] = url
    doorbell.update(hosts=[url], prefix=prefix)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let go of the database before it is dropped.

    A test's own threads keep their connections as long as they live, and PostgreSQL drops
    no database that somebody is connected to.
    """
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
