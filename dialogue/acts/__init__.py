"""The live acts of the room: small typed documents, each calling one service."""

from dialogue.acts.asking import Ask, Edit, Support, Unsupport, Withdraw
from dialogue.acts.base import LiveAct, Number, Result, Short, StaffAct, Words, speaker_for
from dialogue.acts.hosting import (
    CloseIntake,
    End,
    Extend,
    Open,
    Order,
    Pause,
    Pin,
    PutBack,
    Resume,
    TakeUp,
    Unpin,
)
from dialogue.acts.notes import AcknowledgeNote, SendNote
from dialogue.acts.opinions import Rate, React
from dialogue.acts.polls import (
    ClosePoll,
    DiscardPoll,
    OpenPoll,
    PreparePoll,
    ShowWord,
    TakeBackWord,
    Vote,
)
from dialogue.acts.promising import Assign, Promise
from dialogue.acts.speaking import Answer, AnswerAloud, Correct, Say, TakeDown, Typing

__all__ = [
    "AcknowledgeNote",
    "Answer",
    "AnswerAloud",
    "Ask",
    "Assign",
    "CloseIntake",
    "ClosePoll",
    "Correct",
    "DiscardPoll",
    "Edit",
    "End",
    "Extend",
    "LiveAct",
    "Number",
    "Open",
    "OpenPoll",
    "Order",
    "Pause",
    "Pin",
    "PreparePoll",
    "Promise",
    "PutBack",
    "Rate",
    "React",
    "Result",
    "Resume",
    "Say",
    "SendNote",
    "Short",
    "ShowWord",
    "StaffAct",
    "Support",
    "TakeBackWord",
    "TakeDown",
    "TakeUp",
    "Typing",
    "Unpin",
    "Unsupport",
    "Vote",
    "Withdraw",
    "Words",
    "speaker_for",
]
