"""What is said on the record, and taken from it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from accounts.characters import has_control_characters
from accounts.principals import Principal
from dialogue import ticks
from dialogue.acts.base import Key, Number, Result, Short, StaffAct, Words, speaker_for
from dialogue.events import Source
from dialogue.services import publishing, speaking
from log.codes import Refused
from sessions_app import rules
from sessions_app.models import Session
from sessions_app.states import ON_AIR

# How many answers, or corrections, somebody has seen; None for whoever does not mind others.
Seen = Annotated[int, Field(ge=0, le=10_000)] | None


class Answer(StaffAct):
    """Answer a question; with `seen`, only if nobody has answered it meanwhile."""

    needs = staticmethod(rules.may_answer)
    do: Literal["answer"] = "answer"
    number: Number
    text: Words
    speaker: Key = ""
    sources: Annotated[list[Source], Field(max_length=10)] = []
    seen: Seen = None

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Answer and return the place in the record."""
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        said = speaking.answer(
            session,
            number=self.number,
            text=self.text,
            speaker=speaker,
            by=by,
            sources=self.sources,
            seen=self.seen,
        )
        return {"seq": said.seq}


class AnswerAloud(StaffAct):
    """Mark a question as answered by voice."""

    needs = staticmethod(rules.may_answer)
    do: Literal["answer_aloud"] = "answer_aloud"
    number: Number
    speaker: Key = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Mark and return the place in the record."""
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        said = speaking.given_aloud(session, number=self.number, speaker=speaker, by=by)
        return {"seq": said.seq}


class Typing(StaffAct):
    """Show everyone what is being typed, if the session allows it; "" for nothing any more."""

    keeps_ack: ClassVar[bool] = False
    writes: ClassVar[bool] = False
    needs = staticmethod(rules.may_write_for_anyone)
    do: Literal["typing"] = "typing"
    # The end of it, short enough for a tick.
    text: Annotated[str, Field(max_length=240)]
    speaker: Key

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Tell it as a tick; nothing is kept. Raises Refused: not_allowed, not_live."""
        rules.demand(session.live_text)
        if session.state not in ON_AIR:
            raise Refused("not_live")
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        if has_control_characters(self.text):
            raise Refused("text_bad_characters")
        ticks.typing(session.pk, speaker.key, self.text)
        return {}


class Say(StaffAct):
    """Put on record what somebody says."""

    needs = staticmethod(rules.may_answer)
    do: Literal["say"] = "say"
    text: Words
    speaker: Key = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Say and return the place in the record."""
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        return {"seq": speaking.say(session, text=self.text, speaker=speaker, by=by).seq}


class Correct(StaffAct):
    """Correct what was said, visibly; with `seen`, only if nobody has corrected it meanwhile."""

    needs = staticmethod(rules.may_correct)
    do: Literal["correct"] = "correct"
    target: Number
    text: Words
    reason: Short
    seen: Seen = None

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Correct; a leader only what the leader said."""
        speaking.demand_own_words(
            session, self.target, by=by, for_anyone=rules.may_write_for_anyone(held)
        )
        made = speaking.correct(
            session,
            target=self.target,
            text=self.text,
            reason=self.reason,
            by=by,
            seen=self.seen,
        )
        return {"seq": made.seq}


class TakeDown(StaffAct):
    """Take a public question down."""

    needs = staticmethod(rules.may_take_down)
    do: Literal["take_down"] = "take_down"
    number: Number
    reason: Annotated[str, Field(min_length=1, max_length=40)]

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Take down and return the number."""
        publishing.take_down(session, number=self.number, reason=self.reason, by=by)
        return {"number": self.number}
