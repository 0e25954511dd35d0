"""Real-name verifiers for tests."""

from __future__ import annotations

from typing import Any

from accounts.real_name import Answer


class Scripted:
    """A verifier that answers as told, and remembers what it was asked."""

    name = "scripted"
    verdict: Any = "verified"
    asked: list[str] = []

    def verify(self, *, name: str, id_number: str) -> Answer:
        self.asked.append(id_number)
        return Answer(self.verdict, "ref-1")
