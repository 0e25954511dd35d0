"""The shape of a session's public state: what the log of its public stream folds into.

It is plain JSON, so the same value is the page's first paint, the snapshot that browsers
load, and the left-hand side of every fold test. The browser's twin is
`frontend/static/js/live/fold.js`.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

SessionState = Literal[
    "draft", "announced", "collecting", "live", "paused", "ended", "archived", "cancelled"
]
QuestionState = Literal["published", "taken_up", "answered", "taken_down", "handed_over"]
# An "aloud" entry is an answer given by voice, without words; "poll" stands where a poll was
# opened, and again where it was closed.
EntryType = Literal["question", "answer", "speech", "notice", "aloud", "promise", "poll"]
Notice = Literal[
    "", "opened", "paused", "resumed", "intake_closed", "extended", "ended", "cancelled"
]
PollForm = Literal["single", "multiple", "rating", "words"]


class Frame(TypedDict):
    """One public event as it travels. Texts in Markdown carry their HTML in `data["html"]`."""

    t: Literal["event"]
    seq: int
    kind: str
    at: str
    data: Mapping[str, Any]


class Speaker(TypedDict):
    """Someone who speaks in the transcript; `key` is "host", or "l1", "l2"… for guests."""

    key: str
    name: str
    post: str


class Rules(TypedDict):
    """What an asker must know before asking."""

    ask: Literal["signed_in", "phone", "real", "guests"]
    guests_support: bool
    max_length: int
    per_person: int
    slow_seconds: int
    promise_minutes: int


class Field(TypedDict):
    """A topic, named in both languages."""

    code: str
    name: str
    name_en: str


class Paper(TypedDict):
    """What one should read beforehand: a file (`kind` is pdf, docx…) or a "link"."""

    title: str
    href: str
    kind: str


class Details(TypedDict):
    """What an announcement says; a later `session.detailed` replaces all of it."""

    title: str
    summary: str
    unit: str
    starts_at: str | None
    ends_at: str | None
    guests: list[Speaker]
    rules: Rules
    topics: list[Field]
    poster: str
    stream: str
    documents: list[Paper]


class SessionPart(Details):
    """The session: its details and where it stands."""

    state: SessionState
    intake: bool
    note: str
    opened_at: str | None
    ended_at: str | None


class Question(TypedDict):
    """A published question. A taken-down one keeps its number and reason, no words."""

    number: int
    text: str
    name: str
    guest: bool
    edited: bool
    asked_at: str
    published_at: str
    topic: str
    state: QuestionState
    reason: str
    case: str
    # The department it was handed to, or "".
    unit: str
    seq: int
    answers: list[int]


class Correction(TypedDict):
    """A later wording of an entry, and why it was corrected."""

    seq: int
    at: str
    text: str
    html: str
    reason: str


class Source(TypedDict):
    """What an answer rests on; `href` is "" where there is no address."""

    title: str
    href: str


class Promise(TypedDict):
    """What was promised: by whom it is done, and by which day (YYYY-MM-DD)."""

    seq: int
    at: str
    number: int | None
    speaker: Speaker
    text: str
    unit: str
    due: str


class Pin(TypedDict):
    """A notice that stays where everyone sees it."""

    seq: int
    at: str
    text: str


class Poll(TypedDict):
    """A poll; `votes` is empty, and `users` and `guests` 0, until it is closed.

    Of a counted word cloud an option may be "": a word that was taken back.
    """

    poll: int
    question: str
    form: PollForm
    options: list[str]
    most: int
    hidden: bool
    open: bool
    seq: int
    closed_seq: int | None
    votes: list[int]
    users: int
    guests: int


class Entry(TypedDict):
    """One utterance of the transcript; `text` stays as first said."""

    seq: int
    at: str
    type: EntryType
    number: int | None
    poll: int | None
    speaker: Speaker | None
    text: str
    html: str
    sources: list[Source]
    notice: Notice
    corrections: list[Correction]


class State(TypedDict):
    """Everything the public may know of a session, folded from its public stream."""

    session: SessionPart
    questions: dict[str, Question]
    next: list[int]
    current: int | None
    entries: list[Entry]
    totals: dict[str, list[int]]
    # By the place of the promise in the log.
    promises: dict[str, Promise]
    pins: list[Pin]
    # By the poll's number.
    polls: dict[str, Poll]
    # By the place of the answer: [thanks, clear, more, sum of the ratings, how many rated].
    opinions: dict[str, list[int]]


def initial() -> State:
    """Return the state before the first event: a draft nobody has heard of."""
    return {
        "session": {
            "title": "",
            "summary": "",
            "unit": "",
            "starts_at": None,
            "ends_at": None,
            "guests": [],
            "rules": {
                "ask": "signed_in",
                "guests_support": False,
                "max_length": 0,
                "per_person": 0,
                "slow_seconds": 0,
                "promise_minutes": 0,
            },
            "topics": [],
            "poster": "",
            "stream": "",
            "documents": [],
            "state": "draft",
            "intake": False,
            "note": "",
            "opened_at": None,
            "ended_at": None,
        },
        "questions": {},
        "next": [],
        "current": None,
        "entries": [],
        "totals": {},
        "promises": {},
        "pins": [],
        "polls": {},
        "opinions": {},
    }
