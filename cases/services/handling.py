"""What the unit does with a case: accept it, reply, close it, and keep notes.

Each is one transaction: the rights, the version that was seen and the table of steps are
checked under the streams' locks; then the row changes and the log tells of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.principals import Principal
from cases import calendar, flow, pressed, rules
from cases.flow import Act, Step
from cases.models import Case
from dialogue.wording import checked
from log.codes import Refused
from log.models import Event
from log.writing import Locked, append, lock


@dataclass(frozen=True, slots=True)
class _Turn:
    """A step that may be taken now: everything is checked and locked."""

    case: Case
    step: Step
    held: Locked
    by: Principal

    def record(self, **words: Any) -> Event:
        """Append the step's event with these words."""
        event = self.step.event.model_validate(words)
        return append(self.held, event, actor=self.by.key)


def accept(case: Case, *, version: int, by: Principal) -> Case:
    """Take a case in hand; the unit owes the reply by its day. Appends case.accepted.

    Raises Refused: not_allowed, stale, illegal_step.
    """
    with transaction.atomic():
        turn = _begin(case, Act.ACCEPT, version=version, by=by)
        told = turn.record(unit=turn.case.organisation.name, due_on=turn.case.due_on.isoformat())
        return _move(turn, told)


def reply(case: Case, *, version: int, text: str, by: Principal) -> Case:
    """Publish the unit's official reply, in Markdown. Appends case.replied.

    Raises Refused: reply_needed, text_too_long, text_bad_characters, not_allowed, stale,
    illegal_step.
    """
    tidy = checked(text, empty="reply_needed")
    with transaction.atomic():
        turn = _begin(case, Act.REPLY, version=version, by=by)
        told = turn.record(text=tidy, unit=turn.case.organisation.name)
        return _move(turn, told, reply=tidy)


def close(case: Case, *, version: int, by: Principal) -> Case:
    """End an answered case; counts the working days since the question. Appends case.closed.

    Raises Refused: not_allowed, stale, illegal_step.
    """
    with transaction.atomic():
        turn = _begin(case, Act.CLOSE, version=version, by=by)
        told = turn.record()
        return _move(turn, told, working_days=_working_days(turn.case, told.at))


def note(case: Case, *, text: str, by: Principal) -> None:
    """Keep a note for those who handle the case; the public never sees it. Appends case.noted;
    nothing if it is that person's note on top already, as after a second press.

    Raises Refused: text_empty, text_too_long, text_bad_characters, not_allowed.
    """
    tidy = checked(text)
    with transaction.atomic():
        turn = _begin(case, Act.NOTE, version=None, by=by)
        if not pressed.noted(case, tidy, by):
            turn.record(text=tidy)


def _begin(case: Case, act: Act, *, version: int | None, by: Principal) -> _Turn:
    public, desk = lock(case.public_id, case.desk_id)
    case = Case.objects.select_related("organisation").get(pk=case.pk)
    held = rules.rights(by, case)
    if not held:
        raise Refused("not_allowed")
    if version is not None and version != case.version:
        raise Refused("stale")
    step = flow.step(case.state, act)
    if not step.may(held):
        raise Refused("not_allowed")
    return _Turn(case, step, public if step.is_public else desk, by)


def _move(turn: _Turn, told: Event, **changes: str | int) -> Case:
    case, step = turn.case, turn.step
    moments = {"moved_at": told.at} | ({step.stamp: told.at} if step.stamp else {})
    moved = Case.objects.filter(pk=case.pk, version=case.version, state=case.state).update(
        state=step.target, version=F("version") + 1, **moments, **changes
    )
    if not moved:
        raise Refused("stale")
    case.refresh_from_db()
    return case


def _working_days(case: Case, until: datetime) -> int:
    asked = case.links.order_by("question__asked_at").values_list("question__asked_at", flat=True)
    since = asked.first() or case.opened_at or until
    days = calendar.current()
    return days.working_days_between(timezone.localdate(since), timezone.localdate(until))
