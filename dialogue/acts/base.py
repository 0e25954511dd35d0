"""What every live act is: a small typed document that calls one service."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, ClassVar

from pydantic import Field

from accounts.principals import Principal
from log.codes import Refused
from log.vocabulary import ActData
from sessions_app import rules
from sessions_app.events import Speaker
from sessions_app.models import Session

Number = Annotated[int, Field(ge=1, le=10_000_000)]
# Longer than any limit a session sets, so that the refusal can name that limit.
Words = Annotated[str, Field(max_length=50_000)]
Short = Annotated[str, Field(max_length=200)]
# The code of a topic; "" for none.
Code = Annotated[str, Field(max_length=20)]
# A speaker's key; "" for the leader who sends the act.
Key = Annotated[str, Field(max_length=8)]
Result = dict[str, Any]


class LiveAct(ActData):
    """An act in a session's live room."""

    @abstractmethod
    def perform(self, *, by: Principal, session: Session) -> Result:
        """Call the one service and return what the acknowledgement says."""


class StaffAct(LiveAct):
    """An act that needs a right in the session."""

    needs: ClassVar[Any]

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Check the right, then act."""
        held = rules.rights(by, session)
        rules.demand(type(self).needs(held))
        return self.act(by=by, session=session, held=held)

    @abstractmethod
    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Call the one service."""


def speaker_for(session: Session, key: str, *, by: Principal, held: rules.Rights) -> Speaker:
    """Return the speaker an act names, or the leader who sends it.

    A leader speaks only as themselves; host and stenographer write for anyone.
    Raises Refused("unknown_speaker").
    """
    guests = {guest.key: guest for guest in session.guests.all()}
    own_keys = [guest.key for guest in guests.values() if guest.user_id == by.user_id]
    for_anyone = rules.may_write_for_anyone(held)
    if not key:
        key = own_keys[0] if own_keys else "host" if "host" in held else ""
    if key == "host" and for_anyone:
        return Speaker(key="host", name="", post="")
    if key not in guests or not (for_anyone or key in own_keys):
        raise Refused("unknown_speaker")
    return Speaker(key=key, name=guests[key].name, post=guests[key].post)
