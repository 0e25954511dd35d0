"""The running order, and the steps of a session."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts.base import Number, Result, Short, StaffAct
from dialogue.services import closing, hosting, pinning
from dialogue.wording import remark
from log.canonical import timestamp
from sessions_app import checklist, rules
from sessions_app.models import Session
from sessions_app.services import lifecycle


class TakeUp(StaffAct):
    """Make a question the question now."""

    needs = staticmethod(rules.may_take_up)
    do: Literal["take_up"] = "take_up"
    number: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Take up."""
        hosting.take_up(session, number=self.number, by=by)
        return {"number": self.number}


class PutBack(StaffAct):
    """Put the question now back on the list."""

    needs = staticmethod(rules.may_take_up)
    do: Literal["put_back"] = "put_back"
    number: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Put back."""
        hosting.put_back(session, number=self.number, by=by)
        return {"number": self.number}


class Order(StaffAct):
    """Say what comes next."""

    needs = staticmethod(rules.may_host)
    do: Literal["order"] = "order"
    numbers: Annotated[list[Number], Field(max_length=200)]

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Order."""
        hosting.order(session, numbers=self.numbers, by=by)
        return {"numbers": self.numbers}


class Open(StaffAct):
    """Go live."""

    needs = staticmethod(rules.may_host)
    do: Literal["open"] = "open"

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Open, if the people it takes have their parts."""
        checklist.demand_roles(session)
        return {"seq": lifecycle.open_session(session, by=by)}


class Pause(StaffAct):
    """Pause, with a note for everyone."""

    needs = staticmethod(rules.may_host)
    do: Literal["pause"] = "pause"
    note: Short = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Pause."""
        return {"seq": lifecycle.pause(session, by=by, note=remark(self.note))}


class Resume(StaffAct):
    """Go on after a pause."""

    needs = staticmethod(rules.may_host)
    do: Literal["resume"] = "resume"

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Resume."""
        return {"seq": lifecycle.resume(session, by=by)}


class CloseIntake(StaffAct):
    """Take no more questions."""

    needs = staticmethod(rules.may_host)
    do: Literal["close_intake"] = "close_intake"

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Close the intake."""
        return {"seq": lifecycle.close_intake(session, by=by)}


class Extend(StaffAct):
    """Go on longer than planned, with a note for everyone."""

    needs = staticmethod(rules.may_host)
    do: Literal["extend"] = "extend"
    minutes: Annotated[int, Field(ge=5, le=240)]
    note: Short = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Extend and return the new end."""
        lifecycle.extend(session, minutes=self.minutes, by=by, note=remark(self.note))
        return {"ends_at": timestamp(session.ends_at)}


class Pin(StaffAct):
    """Pin a notice where everyone sees it."""

    needs = staticmethod(rules.may_host)
    do: Literal["pin"] = "pin"
    text: Annotated[str, Field(max_length=5_000)]

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Pin and return the place in the record."""
        return {"seq": pinning.pin(session, text=self.text, by=by).seq}


class Unpin(StaffAct):
    """Take a pinned notice away."""

    needs = staticmethod(rules.may_host)
    do: Literal["unpin"] = "unpin"
    target: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Take away."""
        pinning.unpin(session, target=self.target, by=by)
        return {"target": self.target}


class End(StaffAct):
    """End the live part; `summary` is what the host says in closing."""

    needs = staticmethod(rules.may_host)
    do: Literal["end"] = "end"
    summary: Annotated[str, Field(max_length=5_000)] = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """End."""
        closing.end_session(session, by=by, summary=self.summary)
        return {"state": session.state}
