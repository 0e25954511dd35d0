"""Recording administrative acts: in the same transaction as the act itself.

If the record cannot be written the act does not happen. Nobody can change it: the log's
triggers refuse, whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction

from accounts.events import ActName, AdministrativeAct, Change
from accounts.models import Organisation
from log.models import DESK, Stream
from log.writing import Entry, append_many, create_stream, lock

if TYPE_CHECKING:
    # Who asks is known by their sign-in, and the end of one is written down: a ring otherwise.
    from accounts.principals import Principal

OWNER, OWNER_ID = "platform", 1
# Set by accounts.middleware for the time of a request: where the act comes from.
address: ContextVar[str] = ContextVar("address", default="")


def stream() -> Stream:
    """Return the audit log's stream, made when it is first needed."""
    mine = Stream.objects.filter(owner_kind=OWNER, owner_id=OWNER_ID, audience=DESK)
    found = mine.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return create_stream(owner_kind=OWNER, owner_id=OWNER_ID, audience=DESK)
    except IntegrityError:  # somebody else's act was the first
        return mine.get()


def record(
    act: ActName,
    subject: models.Model,
    *,
    by: Principal,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
    unit: Organisation | None = None,
) -> None:
    """Append platform.administered; call it last in the act's own transaction.

    `changes` maps a field to what it was and what it became. Last, because the platform's
    one stream row is held from here to the commit.
    """
    act_ = Act(act, subject, changes or {}, unit.pk if unit else 0, reason)
    record_many([act_], by=by)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of many that are recorded at once; `unit` is an id, or 0."""

    act: ActName
    subject: models.Model
    changes: Mapping[str, tuple[Any, Any]]
    unit: int = 0
    reason: str = ""

    def word(self) -> AdministrativeAct:
        """Return the act as the log takes it."""
        return AdministrativeAct(
            act=self.act,
            what=self.subject._meta.model_name or "",
            id=self.subject.pk or 0,
            name=str(self.subject),
            changes=[
                Change(field=field, before=_text(before), after=_text(after))
                for field, (before, after) in self.changes.items()
            ],
            reason=self.reason,
            ip=address.get(),
            unit=self.unit,
        )


def record_many(acts: Sequence[Act], *, by: Principal) -> None:
    """Append platform.administered for each act; call it last, like `record`."""
    with transaction.atomic():
        append_many(lock(stream().pk)[0], [Entry(each.word(), by.key) for each in acts])


def differences(before: models.Model, after: models.Model, fields: list[str]) -> dict[str, Any]:
    """Return {field: (before, after)} of the fields that differ, for `record`."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
