"""What people do in the room: ask, change, withdraw, support."""

from __future__ import annotations

from typing import ClassVar, Literal

from accounts.principals import Principal
from dialogue.acts.base import Code, LiveAct, Number, Result, Words
from dialogue.queries import own_row
from dialogue.services import asking, own, supporting
from log.codes import Refused
from sessions_app.models import Session


class Ask(asking.AskBody, LiveAct):
    """Ask a question."""

    keeps_ack: ClassVar[bool] = False  # ask_many keeps its own, with the whole batch.
    do: Literal["ask"] = "ask"
    text: Words
    topic: Code = ""

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Ask alone: a batch of one."""
        answer = asking.ask_many(session.pk, [asking.Ask(by, self)])[0]
        if isinstance(answer, Refused):
            raise answer
        return answer


class Edit(LiveAct):
    """Change one's own question while it is held."""

    do: Literal["edit"] = "edit"
    number: Number
    text: Words

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Edit and return the question as its author sees it."""
        return own_row(own.edit(session, number=self.number, text=self.text, by=by))


class Withdraw(LiveAct):
    """Take one's own question back while it is held."""

    do: Literal["withdraw"] = "withdraw"
    number: Number

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Withdraw and return the question as its author sees it."""
        return own_row(own.withdraw(session, number=self.number, by=by))


class Support(LiveAct):
    """Stand behind a question."""

    keeps_ack: ClassVar[bool] = False  # Twice is once already.
    do: Literal["support"] = "support"
    number: Number

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Support and return the new count."""
        return supporting.set_support(session, number=self.number, by=by, on=True)


class Unsupport(LiveAct):
    """Take one's support back."""

    keeps_ack: ClassVar[bool] = False
    do: Literal["unsupport"] = "unsupport"
    number: Number

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Take back and return the new count."""
        return supporting.set_support(session, number=self.number, by=by, on=False)
