"""A database for one worker's site: a file, or one of its own in the suite's PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextmanager
def database(suites: str, worker: str, folder: Path) -> Iterator[str]:
    """Give the DATABASE_URL of an empty database beside the suite's own; remove it afterwards."""
    parts = urlsplit(suites)
    if not parts.scheme.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"{parts.path.removeprefix('/')}_browser_{worker}"
    server = parts._replace(path="/postgres").geturl()
    _administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _administer(server, "CREATE DATABASE {}", name)
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        _administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _administer(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(sql.SQL(statement).format(sql.Identifier(name)))
