"""Looking for a person; that somebody looked is on record, whether or not anybody was found."""

from __future__ import annotations

import re

from django.db import transaction

from accounts import rules
from accounts.models import User
from accounts.principals import Principal
from accounts.queries import person_called
from accounts.services import audit, security

# What is nobody's business even in the log: it is told by its fingerprint.
_PRIVATE = re.compile(r"@|^[\d\s()+-]+$")


def find(words: str, *, by: Principal) -> User | None:
    """Return who is known by exactly these words. Appends person.sought.

    Raises Refused("not_allowed").
    """
    duty_holds = rules.may_guard_platform(rules.duty_of(by))
    rules.demand(duty_holds or any(right == "identify" for _unit, right in rules.held(by)))
    with transaction.atomic():
        found = person_called(words)
        audit.record(
            "person.sought", found or User(), by=by, changes={"words": ("", _on_record(words))}
        )
    return found


def _on_record(words: str) -> str:
    private = _PRIVATE.search(words.strip())
    return f"#{security.fingerprint(words)}" if private else words.strip()
