"""A button that was pressed twice because the line was slow: the second press changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.principals import Principal
from cases.models import Case
from dialogue.text import clean
from log.models import Event


def again(case: Case, kind: str, sent: Mapping[str, Any], by: Principal) -> bool:
    """Return whether this very step, in these words, is what the person did last.

    Then it is no colleague who changed the case meanwhile. Costs two queries.
    """
    now = Case.objects.get(pk=case.pk)
    if now.version != sent["version"] + 1:
        return False
    steps = Event.objects.filter(stream_id=now.public_id, data__isnull=False)
    last = steps.order_by("-seq").first()
    if last is None:  # All of it was erased: nothing tells who did what.
        return False
    said = (last.data or {}).get("text", "")
    return (last.kind, last.actor, said) == (kind, by.key, clean(sent.get("text", "")))


def noted(case: Case, text: str, by: Principal) -> bool:
    """Return whether the case's newest note is this one, by this person."""
    newest = Event.objects.filter(stream_id=case.desk_id, data__isnull=False).order_by("-seq")
    last = newest.first()
    return last is not None and (last.actor, (last.data or {}).get("text")) == (by.key, text)
