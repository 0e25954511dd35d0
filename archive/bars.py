"""The balance as a picture and a table: words, colours and widths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from archive.balance import Balance, declined
from dialogue import reasons

# The picture is 1000 units wide; even one question among thousands stays visible.
WIDTH, GAP, LEAST = 1000, 3, 8

LABELS: Mapping[str, StrPromise] = {
    # Translators: 已回答
    "answered": pgettext_lazy("balance", "Answered"),
    # Translators: 转办理
    "to_case": pgettext_lazy("balance", "Followed as a case"),
    # Translators: 并入相同问题
    "merged": pgettext_lazy("balance", "Merged with another"),
    # Translators: 未公开
    "declined": pgettext_lazy("balance", "Not made public"),
    # Translators: 撤回
    "withdrawn": pgettext_lazy("balance", "Withdrawn by the asker"),
    # Translators: 撤下
    "taken_down": pgettext_lazy("balance", "Taken down"),
    # Translators: 已依法删除
    "erased": pgettext_lazy("balance", "Erased by law"),
    # Translators: 待处理
    "still_open": pgettext_lazy("balance", "Still open"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One end of a question: how many had it at close and have it now."""

    key: str
    label: str
    at_close: int | None
    now: int
    # Refusals, broken down by their coded reason.
    reasons: tuple[Row, ...] = ()

    @property
    def counts(self) -> bool:
        """Return whether any question has, or had, this end."""
        return bool(self.now or self.at_close)


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of the bar."""

    key: str
    x: int
    width: int


def rows(now: Balance, at_close: Balance | None) -> list[Row]:
    """Return every end with its figures, in reading order."""
    return [
        Row(
            key,
            str(label),
            None if at_close is None else figure(at_close, key),
            figure(now, key),
            _by_reason(now, at_close) if key == "declined" else (),
        )
        for key, label in LABELS.items()
    ]


def figure(balance: Balance, key: str) -> int:
    """Return how many questions have one end, refusals counted together."""
    return declined(balance) if key == "declined" else int(balance[key])  # type: ignore[literal-required]


def _by_reason(now: Balance, at_close: Balance | None) -> tuple[Row, ...]:
    before = at_close["declined"] if at_close else {}
    return tuple(
        Row(
            code,
            reasons.label(code),
            None if at_close is None else before.get(code, 0),
            now["declined"].get(code, 0),
        )
        for code in reasons.REASONS
        if code in now["declined"] or code in before
    )


def slices(balance: Balance) -> list[Slice]:
    """Return the bar: a stretch for every end that occurs, wide as its share."""
    parts = {key: n for key in LABELS if (n := figure(balance, key))}
    room = WIDTH - GAP * (len(parts) - 1) - LEAST * len(parts)
    total, x, found = sum(parts.values()), 0, []
    for key, n in parts.items():
        width = LEAST + room * n // total
        found.append(Slice(key, x, width))
        x += width + GAP
    if found:
        # What rounding left over goes to the last one, so that the bar is full.
        found[-1] = Slice(found[-1].key, found[-1].x, WIDTH - found[-1].x)
    return found
