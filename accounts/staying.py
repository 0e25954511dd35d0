"""Nobody's account is closed in the middle of what they are doing.

An act that has begun is done before the account is closed, so that the closing finds all that the
person left, and one that comes later finds the account closed. Both come here before they hold
anything else: streams and rows are taken in different orders by different acts, and a closing that
held the person's row first could wait for an act that waits for that row.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from accounts.principals import Principal

# Apart from whatever else an installation may lock by number in the same database.
_OURS = 0x4855_0000_0000_0000


def stay(principals: Iterable[Principal]) -> None:
    """Let none of these accounts be closed before the transaction ends: one query at most.

    Any number of acts hold the same account; to be called before anything else is locked.
    """
    ids = {by.user_id for by in principals if by.user_id}
    # On SQLite a transaction that writes is the only one.
    if ids and connection.vendor == "postgresql":
        keys = sorted(_OURS + pk for pk in ids)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock_shared(key) FROM unnest(%s::bigint[]) AS key", [keys]
            )


def part(user_id: int) -> None:
    """Wait until nobody acts under this account; whoever comes later waits for the transaction.

    To be called before anything else is locked.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_OURS + user_id])
