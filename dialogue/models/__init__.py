"""What the live room keeps: questions and answers, polls, opinions, promises, pins, notes."""

from dialogue.models.notes import Note
from dialogue.models.opinions import Opinion, Reaction
from dialogue.models.pins import Pin
from dialogue.models.polls import Ballot, Poll, PollForm, PollOption, PollState
from dialogue.models.promises import Promise
from dialogue.models.questions import (
    Acknowledgement,
    Correction,
    Draft,
    Question,
    Support,
    Utterance,
    new_receipt,
)

__all__ = [
    "Acknowledgement",
    "Ballot",
    "Correction",
    "Draft",
    "Note",
    "Opinion",
    "Pin",
    "Poll",
    "PollForm",
    "PollOption",
    "PollState",
    "Promise",
    "Question",
    "Reaction",
    "Support",
    "Utterance",
    "new_receipt",
]
