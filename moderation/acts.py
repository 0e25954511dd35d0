"""The live acts of moderators."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts import Number, Result, StaffAct, Words
from dialogue.models import Question
from moderation.services import deciding
from sessions_app import rules
from sessions_app.models import Session

Version = Annotated[int, Field(ge=1, le=1_000_000)]


def _decided(question: Question) -> Result:
    return {
        "number": question.number,
        "state": str(question.state),
        "version": question.version,
    }


class Approve(StaffAct):
    """Make a held question public, as it is or reworded."""

    needs = staticmethod(rules.may_moderate)
    do: Literal["approve"] = "approve"
    number: Number
    version: Version
    text: Words | None = None

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Approve and return the question's new state."""
        question = deciding.approve(
            session, number=self.number, version=self.version, text=self.text, by=by
        )
        return _decided(question)


class Decline(StaffAct):
    """Do not make a held question public, for a coded reason."""

    needs = staticmethod(rules.may_moderate)
    do: Literal["decline"] = "decline"
    number: Number
    version: Version
    reason: Annotated[str, Field(max_length=40)]
    words: Words = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Decline and return the question's new state."""
        question = deciding.decline(
            session,
            number=self.number,
            version=self.version,
            reason=self.reason,
            words=self.words,
            by=by,
        )
        return _decided(question)
