"""The words of the audit log: every administrative act, on the platform's own desk stream."""

from __future__ import annotations

from typing import ClassVar, Literal

from log.vocabulary import Audience, EventData, Word

# What was done, as `noun.verb`; a closed list, documented in docs/reference/events.md.
ActName = Literal[
    "organisation.created",
    "organisation.changed",
    "organisation.moved",
    "organisation.closed",
    "organisation.reopened",
    "site.allowed",
    "site.removed",
    "leader.created",
    "leader.changed",
    "tenure.created",
    "tenure.changed",
    "tenure.ended",
    "tenure.moved",
    "sheet.imported",
    "right.given",
    "right.taken",
    "duty.given",
    "duty.taken",
    "session.created",
    "session.changed",
    "session.cloned",
    "session.announced",
    "session.postponed",
    "session.cancelled",
    "session.rehearsed",
    "session.stream_tested",
    "session.guests_changed",
    "session.document_added",
    "session.document_removed",
    "topic.created",
    "topic.changed",
    "wish.opened",
    "wish.declined",
    "wish.planned",
    "person.created",
    "person.sought",
    "person.locked",
    "person.unlocked",
    "person.limit_lifted",
    "person.second_factor_reset",
    "identity.seen",
    "retention.changed",
    "policy.changed",
    "admin.added",
    "admin.changed",
    "admin.deleted",
]


class Change(Word):
    """One field before and after, as text; empty where there was or is nothing."""

    field: str
    before: str
    after: str


class AdministrativeAct(EventData):
    """Somebody used a power over people, units or the schedule."""

    kind: ClassVar[str] = "platform.administered"
    audience: ClassVar[Audience] = "desk"
    personal: ClassVar[frozenset[str]] = frozenset({"name", "changes", "reason"})

    act: ActName
    # What it was done to: "organisation", its id and how it is called.
    what: str
    id: int
    name: str
    changes: list[Change]
    reason: str
    # Where from, if somebody did it by a browser.
    ip: str
    # The unit within which it happened, for those who may read one branch; 0 for the platform.
    unit: int
