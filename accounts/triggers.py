"""What the database itself refuses of the security log: to change it, and to forget too early.

Two exceptions: the person may be taken out of a line, when their account goes; lines older
than 183 days may be deleted (网络安全法, text of 2025, art. 23(3)). As in log/triggers.py.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT_DAYS = 183
TABLE = "accounts_securityevent"
_KEPT = ["id", "at", "kind", "succeeded", "ip", "agent"]
_UPDATE, _DELETE, _REPLACE = (f"security_no_{verb}" for verb in ("update", "delete", "replace"))
_IN_THE_WAY = "EXISTS (SELECT 1 FROM accounts_securityevent WHERE id = NEW.id)"
_TRUNCATE = "security_no_truncate"
_SAYS = "the security log is append-only"


def _changed(is_not: str, detail: str) -> str:
    """Return when an update is refused: for anything but taking the person out."""
    kept = " OR ".join(f"NEW.{name} {is_not} OLD.{name}" for name in _KEPT)
    return f"NEW.user_id IS NOT NULL OR {kept} OR NEW.{detail} {is_not} OLD.{detail}"


def _sqlite() -> list[str]:
    refusals = {
        _UPDATE: ("UPDATE", _changed("IS NOT", "detail")),
        _DELETE: ("DELETE", f"OLD.at > datetime('now', '-{KEPT_DAYS} days')"),
        # REPLACE deletes the row in its way and asks no trigger about that.
        _REPLACE: ("INSERT", _IN_THE_WAY),
    }
    return [
        statement
        for name, (verb, condition) in refusals.items()
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE}"
            f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
        )
    ]


def _postgresql() -> list[str]:
    refusals = {
        _UPDATE: ("UPDATE", "ROW", _changed("IS DISTINCT FROM", "detail::text"), "NEW"),
        _DELETE: ("DELETE", "ROW", f"OLD.at > now() - interval '{KEPT_DAYS} days'", "OLD"),
        _TRUNCATE: ("TRUNCATE", "STATEMENT", "true", "NULL"),
    }
    return [
        statement
        for name, (verb, each, condition, row) in refusals.items()
        for statement in (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {condition} THEN RAISE EXCEPTION '{_SAYS}'; END IF; RETURN {row}; END $$",
            f"DROP TRIGGER IF EXISTS {name} ON {TABLE}",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE}"
            f" FOR EACH {each} EXECUTE FUNCTION {name}()",
        )
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers (again). Called by migrations, and by the tests' flush."""
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: only for a test database that is about to be flushed."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in (_UPDATE, _DELETE, _REPLACE, _TRUNCATE):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
