"""Promises, and what is handed to a department."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts.base import Key, Number, Result, StaffAct, Words, speaker_for
from dialogue.services import promising
from log.codes import Refused
from sessions_app import rules
from sessions_app.models import Session

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Promise(StaffAct):
    """Promise something: which unit does it (by id), and by which day (YYYY-MM-DD)."""

    needs = staticmethod(rules.may_answer)
    do: Literal["promise"] = "promise"
    number: Number | None = None
    text: Words
    unit: Number
    due: Day
    speaker: Key = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Promise and return the place in the record."""
        made = promising.promise(
            session,
            number=self.number,
            text=self.text,
            unit=promising.unit_of(session, self.unit),
            due=_day(self.due),
            speaker=speaker_for(session, self.speaker, by=by, held=held),
            by=by,
        )
        return {"seq": made.seq}


class Assign(StaffAct):
    """Hand a question to a department (by id), which answers it after the session."""

    needs = staticmethod(rules.may_take_up)
    do: Literal["assign"] = "assign"
    number: Number
    unit: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Hand over and return the unit's name."""
        unit = promising.unit_of(session, self.unit)
        promising.assign(session, number=self.number, unit=unit, by=by)
        return {"number": self.number, "unit": unit.name}


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Refused("bad_act") from error
