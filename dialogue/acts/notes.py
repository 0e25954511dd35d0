"""Private notes to whoever answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts.base import Key, Number, Result, StaffAct
from dialogue.services import notes
from sessions_app import rules
from sessions_app.models import Session


class SendNote(StaffAct):
    """Write a note to a speaker, by key, or to all who answer; about a question, or none."""

    needs = staticmethod(rules.may_send_notes)
    do: Literal["send_note"] = "send_note"
    to: Key = ""
    about: Number | None = None
    text: Annotated[str, Field(max_length=5_000)]

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Send and return the note's number."""
        return {
            "note": notes.send(session, to=self.to, about=self.about, text=self.text, by=by).number
        }


class AcknowledgeNote(StaffAct):
    """Say that one has seen a note."""

    needs = staticmethod(rules.may_be_noted)
    do: Literal["acknowledge_note"] = "acknowledge_note"
    note: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Acknowledge."""
        notes.acknowledge(session, note=self.note, by=by)
        return {"note": self.note}
