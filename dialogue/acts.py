"""The live acts of the room: small typed documents, each calling one service."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.queries import own_row
from dialogue.services import asking, closing, hosting, own, publishing, speaking, supporting
from dialogue.wording import remark
from log.codes import Refused
from log.vocabulary import ActData
from sessions_app import checklist, rules
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.services import lifecycle

Number = Annotated[int, Field(ge=1, le=10_000_000)]
# Longer than any limit a session sets, so that the refusal can name that limit.
Words = Annotated[str, Field(max_length=50_000)]
Short = Annotated[str, Field(max_length=200)]
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


class Ask(asking.AskBody, LiveAct):
    """Ask a question."""

    keeps_ack: ClassVar[bool] = False  # ask_many keeps its own, with the whole batch.
    do: Literal["ask"] = "ask"
    text: Words

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


class Answer(StaffAct):
    """Answer a question."""

    needs = staticmethod(rules.may_answer)
    do: Literal["answer"] = "answer"
    number: Number
    text: Words
    speaker: Annotated[str, Field(max_length=8)] = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Answer and return the place in the record."""
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        said = speaking.answer(session, number=self.number, text=self.text, speaker=speaker, by=by)
        return {"seq": said.seq}


class Say(StaffAct):
    """Put on record what somebody says."""

    needs = staticmethod(rules.may_answer)
    do: Literal["say"] = "say"
    text: Words
    speaker: Annotated[str, Field(max_length=8)] = ""

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Say and return the place in the record."""
        speaker = speaker_for(session, self.speaker, by=by, held=held)
        return {"seq": speaking.say(session, text=self.text, speaker=speaker, by=by).seq}


class Correct(StaffAct):
    """Correct what was said, visibly."""

    needs = staticmethod(rules.may_correct)
    do: Literal["correct"] = "correct"
    target: Number
    text: Words
    reason: Short

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Correct; a leader only what the leader said."""
        speaking.demand_own_words(
            session, self.target, by=by, for_anyone=rules.may_write_for_anyone(held)
        )
        made = speaking.correct(
            session, target=self.target, text=self.text, reason=self.reason, by=by
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


class End(StaffAct):
    """End the live part."""

    needs = staticmethod(rules.may_host)
    do: Literal["end"] = "end"

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """End."""
        closing.end_session(session, by=by)
        return {"state": session.state}
