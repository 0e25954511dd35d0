"""What a sheet would do, line by line, before anything is done."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.forms import Field

from accounts.sheets.columns import Column

Verdict = Literal["created", "changed", "unchanged", "wrong"]
Told = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, and in which column."""

    line: int
    column: str
    words: str


@dataclass(slots=True)
class Step:
    """What one line would do."""

    line: int
    name: str
    verdict: Verdict
    told: Told = field(default_factory=dict)
    # What is odd and no error.
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What a whole sheet would do. With a fault in it, it does nothing."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """Return how many lines would do what."""
        return Counter(step.verdict for step in self.steps)

    @property
    def digest(self) -> str:
        """Return what tells this plan from another: whoever confirms has seen this one."""
        does = [(step.line, step.verdict, sorted(step.told.items())) for step in self.steps]
        return hashlib.sha256(json.dumps(does, default=str).encode()).hexdigest()


class Lines:
    """Cleaning the cells of one line after the other, and noting down what is wrong."""

    def __init__(self, columns: tuple[Column, ...], fields: dict[str, Field]) -> None:
        self.labels = {column.key: str(column.label) for column in columns}
        self.fields = fields
        self.faults: list[Fault] = []

    def wrong(self, line: int, column: str, words: str) -> None:
        """Note down what is wrong in a line."""
        self.faults.append(Fault(line, self.labels.get(column, column), words))

    def clean(self, line: int, column: str, text: str) -> Any:
        """Return the cell's value as the form of the page would, or None where it is wrong."""
        try:
            return self.fields[column].clean(text)
        except ValidationError as error:
            for words in error.messages:
                self.wrong(line, column, words)
            return None
