"""What everyone is asked, and how it was counted."""

from __future__ import annotations

from typing import ClassVar, Literal

from dialogue.events.base import Public


class PollOpened(Public):
    """Everyone is asked something. `most` is how many choices, or words, a ballot may hold.

    A rating has five options, "1" to "5"; a word cloud has none before people give words. What
    is `hidden` shows its results when it is closed.
    """

    kind: ClassVar[str] = "poll.opened"
    poll: int
    question: str
    form: Literal["single", "multiple", "rating", "words"]
    options: list[str]
    most: int
    hidden: bool


class PollClosed(Public):
    """A poll was counted: votes per option, in the order of the options, and how many voted.

    For a word cloud `options` holds the words let through, most frequent first; whoever reads
    the log after one of them was taken back gets "" in its place.
    """

    kind: ClassVar[str] = "poll.closed"
    poll: int
    options: list[str]
    votes: list[int]
    users: int
    guests: int


class PollWordTakenBack(Public):
    """A word was taken out of the results of a word cloud; that there was one stays visible.

    `place` is the word's place, from 1, among the `options` that the poll was closed with.
    """

    kind: ClassVar[str] = "poll.word_taken_back"
    poll: int
    place: int
