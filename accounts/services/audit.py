"""Recording administrative acts: in the same transaction as the act itself.

If the record cannot be written the act does not happen. Nobody can change it: the log's
triggers refuse, whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, models, transaction

from accounts.events import ActName, AdministrativeAct, Change
from accounts.models import Organisation
from accounts.principals import Principal
from log.models import DESK, Stream
from log.writing import append, create_stream, lock

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
    told = [
        Change(field=field, before=_text(before), after=_text(after))
        for field, (before, after) in (changes or {}).items()
    ]
    with transaction.atomic():
        append(
            lock(stream().pk)[0],
            AdministrativeAct(
                act=act,
                what=subject._meta.model_name or "",
                id=subject.pk or 0,
                name=str(subject),
                changes=told,
                reason=reason,
                ip=address.get(),
                unit=unit.pk if unit else 0,
            ),
            actor=by.key,
        )


def differences(before: models.Model, after: models.Model, fields: list[str]) -> dict[str, Any]:
    """Return {field: (before, after)} of the fields that differ, for `record`."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
