"""What the database itself refuses: changing or deleting what was appended.

Two exceptions: an erasure may set `data`, `salt` and `actor` to NULL and nothing else;
streams that were created as rehearsals may be deleted with their events.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_KEPT = ["id", "stream_id", "seq", "kind", "at", "number", "reason", "digest", "leaf"]
_NAMES = {
    "log_event_no_update": "log_event",
    "log_event_no_delete": "log_event",
    "log_stream_no_rewind": "log_stream",
    "log_stream_no_delete": "log_stream",
    "log_event_no_replace": "log_event",
    "log_stream_no_replace": "log_stream",
}
# SQLite's REPLACE deletes the row in its way, and asks no trigger about that unless the
# connection says recursive_triggers=ON. So the row that would take its place is refused.
_IN_THE_WAY = {
    "log_event_no_replace": "EXISTS (SELECT 1 FROM log_event WHERE id = NEW.id) OR EXISTS"
    " (SELECT 1 FROM log_event WHERE stream_id = NEW.stream_id AND seq = NEW.seq)",
    "log_stream_no_replace": "EXISTS (SELECT 1 FROM log_stream WHERE id = NEW.id) OR EXISTS"
    " (SELECT 1 FROM log_stream WHERE owner_kind = NEW.owner_kind"
    " AND owner_id = NEW.owner_id AND audience = NEW.audience)",
}


def _conditions(is_not: str) -> dict[str, str]:
    kept = " OR ".join(f"NEW.{name} {is_not} OLD.{name}" for name in _KEPT)
    return {
        # Allowed only as an erasure: all three become NULL, the rest stays as it was.
        "log_event_no_update": "NEW.data IS NOT NULL OR NEW.salt IS NOT NULL"
        f" OR NEW.actor IS NOT NULL OR {kept}",
        "log_event_no_delete": "NOT (SELECT rehearsal FROM log_stream WHERE id = OLD.stream_id)",
        # Under another id a stream leaves its events without one, and nothing would keep them.
        "log_stream_no_rewind": f"NEW.last_seq < OLD.last_seq OR NEW.id {is_not} OLD.id"
        f" OR NEW.rehearsal {is_not} OLD.rehearsal OR NEW.owner_id {is_not} OLD.owner_id"
        f" OR NEW.owner_kind {is_not} OLD.owner_kind OR NEW.audience {is_not} OLD.audience",
        "log_stream_no_delete": "NOT OLD.rehearsal",
    }


def _sqlite() -> list[str]:
    statements = []
    for name, condition in (_conditions("IS NOT") | _IN_THE_WAY).items():
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {_verb(name)} ON {_NAMES[name]}"
            f" WHEN {condition} BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        ]
    return statements


def _postgresql() -> list[str]:
    # A WHEN clause may not hold a sub-query, so the condition stands in the function.
    statements = []
    for name, condition in _conditions("IS DISTINCT FROM").items():
        row = "OLD" if _verb(name) == "DELETE" else "NEW"
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {condition} THEN RAISE EXCEPTION 'the log is append-only'; END IF;"
            f" RETURN {row}; END $$",
            f"DROP TRIGGER IF EXISTS {name} ON {_NAMES[name]}",
            f"CREATE TRIGGER {name} BEFORE {_verb(name)} ON {_NAMES[name]}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    statements += [
        "CREATE OR REPLACE FUNCTION log_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
    ]
    for table in ("log_event", "log_stream"):
        statements += [
            f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION log_no_truncate()",
        ]
    return statements


def _verb(name: str) -> str:
    return {"delete": "DELETE", "replace": "INSERT"}.get(name.rpartition("_")[2], "UPDATE")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers (again). Called by migrations, and by the tests' flush."""
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: only for a test database that is about to be flushed."""
    names = dict(_NAMES)
    if connection.vendor == "postgresql":
        names |= {f"{table}_no_truncate": table for table in ("log_event", "log_stream")}
    with connection.cursor() as cursor:
        for name, table in names.items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
