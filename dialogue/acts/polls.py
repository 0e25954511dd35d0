"""Polls: prepare, open, vote, let words through, close."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from accounts.principals import Principal
from dialogue.acts.base import LiveAct, Number, Result, Short, StaffAct
from dialogue.services import poll_words, polls, voting
from sessions_app import rules
from sessions_app.models import Session

Word = Annotated[str, Field(max_length=80)]


class PreparePoll(StaffAct):
    """Write a poll down, or change a prepared one: `poll` is its number, 0 for a new one.

    `version` is that of the prepared one as it was seen, 0 for a new one: whoever saw an older
    one is refused, and somebody else's changes stay.
    """

    needs = staticmethod(rules.may_host)
    do: Literal["prepare_poll"] = "prepare_poll"
    poll: Annotated[int, Field(ge=0, le=1_000)] = 0
    version: Annotated[int, Field(ge=0)] = 0
    question: Short
    form: Literal["single", "multiple", "rating", "words"]
    options: Annotated[list[Word], Field(max_length=20)] = []
    most: Annotated[int, Field(ge=1, le=20)] = 1
    hidden: bool = False

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Prepare and return its number."""
        poll = polls.prepare(
            session,
            question=self.question,
            form=self.form,
            options=self.options,
            most=self.most,
            hidden=self.hidden,
            number=self.poll,
            version=self.version,
        )
        return {"poll": poll.number}


class DiscardPoll(StaffAct):
    """Throw a prepared poll away."""

    needs = staticmethod(rules.may_host)
    do: Literal["discard_poll"] = "discard_poll"
    poll: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Discard."""
        polls.discard(session, number=self.poll)
        return {"poll": self.poll}


class OpenPoll(StaffAct):
    """Ask everyone."""

    needs = staticmethod(rules.may_host)
    do: Literal["open_poll"] = "open_poll"
    poll: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Open and return the place in the record."""
        return {"seq": polls.open_poll(session, number=self.poll, by=by)}


class ClosePoll(StaffAct):
    """Count a poll and tell everyone."""

    needs = staticmethod(rules.may_host)
    do: Literal["close_poll"] = "close_poll"
    poll: Number

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Close and return the place in the record."""
        return {"seq": polls.close(session, number=self.poll, by=by)}


class ShowWord(StaffAct):
    """Let a word of a word cloud through to everyone, or decline it; decided words too."""

    keeps_ack: ClassVar[bool] = False
    needs = staticmethod(rules.may_take_down)
    do: Literal["show_word"] = "show_word"
    poll: Number
    word: Word
    shown: bool

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Show or decline."""
        poll_words.show(session, number=self.poll, word=self.word, shown=self.shown)
        return {"poll": self.poll}


class TakeBackWord(StaffAct):
    """Take a word out of the results of a word cloud that has been counted."""

    needs = staticmethod(rules.may_take_down)
    do: Literal["take_back_word"] = "take_back_word"
    poll: Number
    word: Word

    def act(self, *, by: Principal, session: Session, held: rules.Rights) -> Result:
        """Take back and return the place in the record."""
        return {"seq": poll_words.take_back(session, number=self.poll, word=self.word, by=by)}


class Vote(LiveAct):
    """Cast one's ballot, or change it: places of options (from 1), or words."""

    keeps_ack: ClassVar[bool] = False  # The same ballot twice is the same ballot.
    do: Literal["vote"] = "vote"
    poll: Number
    choices: Annotated[list[Number], Field(max_length=20)] = []
    words: Annotated[list[Word], Field(max_length=5)] = []

    def perform(self, *, by: Principal, session: Session) -> Result:
        """Vote and return what counts now."""
        return voting.vote(session, number=self.poll, choices=self.choices, words=self.words, by=by)
