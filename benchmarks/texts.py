"""Questions of the lengths that citizens really write, the same ones for the same seed.

The lengths follow the quantiles of 4,326 real messages; the words are fictional. Where the file of
real messages is present it can be read instead. Each text ends with a number of its own, so that no
text is part of another and a leaked or doubled one can be told apart.
"""

import itertools
import json
import random
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

from benchmarks.phrases import DETAILS, GREETINGS, MATTERS, PLACE_NAMES, ROAD_NAMES, WISHES
from tools.shared import shared

REAL_MESSAGES = shared("data", "messages.jsonl")

# (share of messages, characters): every twentieth, and the hundredth that makes the long tail.
LENGTHS = (
    (0.00, 9), (0.05, 53), (0.10, 70), (0.15, 88), (0.20, 101), (0.25, 115), (0.30, 129),
    (0.35, 144), (0.40, 162), (0.45, 181), (0.50, 203), (0.55, 230), (0.60, 263), (0.65, 299),
    (0.70, 339), (0.75, 401), (0.80, 466), (0.85, 586), (0.90, 776), (0.95, 1149), (0.99, 2332),
    (1.00, 6999),
)  # fmt: skip


def length_at(share: float) -> int:
    """Return how long a message is that is longer than `share` (0 to 1) of all messages."""
    for (low, short), (high, long) in itertools.pairwise(LENGTHS):
        if share <= high:
            part = (share - low) / (high - low)
            return round(exp(log(short) + part * (log(long) - log(short))))
    return LENGTHS[-1][1]


def compose(dice: random.Random, length: int) -> str:
    """Return a fictional question of exactly `length` characters."""
    wish = dice.choice(WISHES)
    text = dice.choice(GREETINGS) + _sentence(dice, MATTERS)
    while len(text) + len(wish) < length:
        text += _sentence(dice, DETAILS if dice.random() < 0.8 else MATTERS)
    kept = length - len(wish)
    if kept < 12:  # too short for a wish: the bare matter, as people on phones write it
        return text[:length]
    return text[: kept - 1].rstrip("，。").ljust(kept, "。") + wish


def _sentence(dice: random.Random, kind: tuple[str, ...]) -> str:
    sentence = dice.choice(kind).format(
        place=dice.choice(PLACE_NAMES),
        road=dice.choice(ROAD_NAMES),
        month=dice.randint(1, 12),
        count=dice.randint(2, 30),
    )
    return f"{sentence}。"


def fictional(seed: int = 1) -> Iterator[str]:
    """Yield fictional questions for ever; the same ones in the same order for the same seed."""
    dice = random.Random(seed)
    while True:
        yield compose(dice, length_at(dice.random()))


def real(path: Path = REAL_MESSAGES) -> Iterator[str]:
    """Yield the real messages for ever, in the file's order; raises OSError where it is absent."""
    with path.open(encoding="utf-8") as lines:
        yield from itertools.cycle([json.loads(line)["text"] for line in lines])


def questions(*, limit: int, seed: int = 1, use_real: bool = False) -> Iterator[str]:
    """Yield texts of at most `limit` characters, each with a number of its own at the end.

    `use_real` takes the real messages where their file is present and falls back to fictional ones.
    """
    source = real() if use_real and REAL_MESSAGES.exists() else fictional(seed)
    for number, text in enumerate(source, start=1):
        tail = f"〔{seed}-{number}〕"
        yield text.strip()[: limit - len(tail)].rstrip() + tail
