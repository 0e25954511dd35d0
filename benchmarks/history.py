"""Compares what each client saw with what the log says happened.

The rules are those that etcd's watch contract names. A history is the client's steps in the order
in which they happened; the log is the truth. Finding nothing says that no client was told anything
twice, out of order, with a hole, or that the log does not hold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """What must hold for every history."""

    ORDERED = "ordered"  # events come in the order of the log
    UNIQUE = "unique"  # no event comes twice
    RELIABLE = "reliable"  # no hole, and nothing missing at the end
    RESUMABLE = "resumable"  # after a join at N the next event is N + 1, of the same epoch
    BOOKMARKABLE = "bookmarkable"  # "all up to N was sent" is true when it is said
    FAITHFUL = "faithful"  # each event is the one that the log holds
    FILTER = "filter"  # nothing that was not published is ever seen


@dataclass(frozen=True, slots=True)
class Join:
    """The client asked to go on after `after` in `epoch`."""

    epoch: str
    after: int


@dataclass(frozen=True, slots=True)
class Saw:
    """The client received event `seq`; `frame` is its text in a form that can be compared."""

    seq: int
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """The server said that its log, or what it has sent, reaches `seq`.

    `sent` tells a heartbeat (everything up to `seq` has been sent) from a greeting, which names the
    head before the backlog is sent.
    """

    epoch: str
    seq: int
    sent: bool = True


Step = Join | Saw | Beat


@dataclass(slots=True)
class History:
    """What one client went through."""

    who: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Log:
    """The truth: one epoch of a public log, each event's comparable text by its number."""

    epoch: str
    frames: Mapping[int, str]

    @property
    def head(self) -> int:
        return max(self.frames, default=0)


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that one client saw broken."""

    rule: Rule
    who: str
    detail: str


def check(histories: Iterable[History], log: Log, *, complete: bool = True) -> list[Violation]:
    """Return every violation in `histories`; `complete` demands that all reached the end."""
    return [fault for each in histories for fault in _Walk(each.who, log).over(each, complete)]


@dataclass(slots=True)
class _Walk:
    who: str
    log: Log
    position: int = 0
    epoch: str = ""
    just_joined: bool = False
    seen: set[int] = field(default_factory=set)

    def over(self, history: History, complete: bool) -> Iterator[Violation]:
        for step in history.steps:
            match step:
                case Join():
                    self._join(step)
                case Saw():
                    yield from self._saw(step)
                case Beat():
                    yield from self._beat(step)
        if complete and self.position < self.log.head:
            yield self._fault(Rule.RELIABLE, f"stopped at {self.position} of {self.log.head}")

    def _join(self, step: Join) -> None:
        self.position, self.epoch, self.just_joined = step.after, step.epoch, True
        self.seen = {seq for seq in self.seen if seq <= step.after}

    def _saw(self, step: Saw) -> Iterator[Violation]:
        if self.epoch != self.log.epoch:
            yield self._fault(Rule.RESUMABLE, f"{step.seq} sent to a client of another epoch")
        elif self.log.frames.get(step.seq) != step.frame:
            yield self._fault(Rule.FAITHFUL, f"{step.seq} is not what the log holds")
        if step.seq in self.seen:
            yield self._fault(Rule.UNIQUE, f"{step.seq} came again after {self.position}")
        elif step.seq <= self.position:
            yield self._fault(Rule.ORDERED, f"{step.seq} came after {self.position}")
        elif step.seq > self.position + 1:
            rule = Rule.RESUMABLE if self.just_joined else Rule.RELIABLE
            yield self._fault(rule, f"{step.seq} came after {self.position}")
        self.seen.add(step.seq)
        self.position, self.just_joined = max(self.position, step.seq), False

    def _beat(self, step: Beat) -> Iterator[Violation]:
        if step.epoch != self.log.epoch or step.seq > self.log.head:
            yield self._fault(Rule.BOOKMARKABLE, f"{step.seq} is beyond the log's {self.log.head}")
        elif step.sent and step.seq > self.position:
            yield self._fault(Rule.BOOKMARKABLE, f"{step.seq} claimed, {self.position} received")

    def _fault(self, rule: Rule, detail: str) -> Violation:
        return Violation(rule, self.who, detail)
