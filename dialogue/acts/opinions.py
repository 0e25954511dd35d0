"""What people make of an answer."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts.base import LiveAct, Number, Result
from dialogue.services import opinions
from sessions_app.models import Session


class React(LiveAct):
    """React to an answer; "" takes the reaction back."""

    keeps_ack: ClassVar[bool] = False
    do: Literal["react"] = "react"
    seq: Number
    reaction: Literal["", "thanks", "clear", "more"]

    def perform(self, *, by: Principal, session: Session) -> Result:
        """React and return one's opinion."""
        return opinions.react(session, seq=self.seq, reaction=self.reaction, by=by)


class Rate(LiveAct):
    """Say how far an answer answers the question, 1 to 5; 0 takes it back."""

    keeps_ack: ClassVar[bool] = False
    do: Literal["rate"] = "rate"
    seq: Number
    stars: Annotated[int, Field(ge=0, le=5)]

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Rate and return one's opinion."""
        return opinions.rate(session, seq=self.seq, stars=self.stars, by=by)
