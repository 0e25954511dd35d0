"""What was asked, what was promised in return, and whether the database keeps the promises."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.figures import Result

PUBLIC = frozenset({"published", "taken_up", "answered", "handed_over"})


@dataclass(slots=True)
class Ledger:
    """Every question of a measurement by its `ref`; texts are unique, so they identify rows."""

    asked: dict[str, str] = field(default_factory=dict)
    acked: dict[str, dict[str, Any]] = field(default_factory=dict)
    took_ms: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    cuts: int = 0
    retries: int = 0
    repeats: int = 0
    deferred: int = 0
    changed: int = 0

    def draft(self, text: str) -> dict[str, Any]:
        """Return an act that asks `text`, under a new `ref`."""
        ref = secrets.token_hex(16)
        self.asked[ref] = text
        return {"do": "ask", "ref": ref, "text": text}

    def acknowledge(
        self, act: dict[str, Any], ack: dict[str, Any], seconds: float | None
    ) -> int | None:
        """Keep an acknowledgement, and how long it took; return the number that it promised."""
        if not ack["ok"]:
            self.refused[ack["error"]["code"]] += 1
            return None
        self.acked[act["ref"]] = ack["result"]
        if seconds is not None:
            self.took_ms.append(seconds * 1000)
        return int(ack["result"]["number"])

    def lap(self) -> list[float]:
        """Return how long acknowledgements took since the last lap, in milliseconds."""
        took, self.took_ms = self.took_ms, []
        return took

    def compare(self, act: dict[str, Any], ack: dict[str, Any]) -> None:
        """Note an acknowledgement that came again; it must be the first one."""
        self.repeats += 1
        self.changed += not (ack["ok"] and ack["result"] == self.acked[act["ref"]])

    def settle(self, rows: Iterable[dict[str, Any]], result: Result) -> set[str]:
        """Compare with the database's questions; return the texts nobody may have seen.

        Adds the counts to `result`, and what was broken.
        """
        held = list(rows)
        by_number = {row["number"]: row["text"] for row in held}
        copies = Counter(row["text"] for row in held)
        lost = sum(
            by_number.get(result["number"]) != self.asked[ref] for ref, result in self.acked.items()
        )
        doubled = sum(count - 1 for count in copies.values())
        result.figures |= {
            "acknowledged": len(self.acked),
            "acknowledged and lost": lost,
            "duplicates": doubled,
            "sent again though acknowledged": self.repeats,
            "connections cut before the answer": self.cuts,
            "sent again after a loss": self.retries,
            "refused": sum(self.refused.values()),
        }
        result.must(lost == 0, f"{lost} acknowledged questions are not in the database")
        result.must(doubled == 0, f"{doubled} questions are in the database twice")
        result.must(self.changed == 0, f"{self.changed} repeated acts were answered differently")
        result.must(not self.refused, f"questions were refused: {dict(self.refused)}")
        return {row["text"] for row in held if row["state"] not in PUBLIC}
