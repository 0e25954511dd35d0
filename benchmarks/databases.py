"""A database for one measurement, made before it and removed after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SQLITE, POSTGRES = "sqlite", "postgres"
# The database that this names is dropped and made anew: it belongs to the benchmarks alone.
POSTGRES_URL = os.environ.get(
    "BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/huiyin_bench"
)


def present() -> list[str]:
    """Return the kinds of database that can be measured here; say so when PostgreSQL is not."""
    try:
        psycopg.connect(_server(), connect_timeout=3).close()
    except psycopg.OperationalError:
        print(
            f"PostgreSQL is not measured: nothing answers at {POSTGRES_URL}; set BENCH_POSTGRES_URL"
        )
        return [SQLITE]
    return [SQLITE, POSTGRES]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give the DATABASE_URL of an empty database: a file in `folder`, or one in PostgreSQL."""
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    _drop()
    _administer("CREATE DATABASE {}")
    try:
        yield POSTGRES_URL
    finally:
        _drop()


def _drop() -> None:
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _administer(statement: str) -> None:
    name = sql.Identifier(urlsplit(POSTGRES_URL).path.removeprefix("/"))
    with psycopg.connect(_server(), autocommit=True) as session:
        session.execute(sql.SQL(statement).format(name))


def _server() -> str:
    return urlunsplit(urlsplit(POSTGRES_URL)._replace(path="/postgres"))
