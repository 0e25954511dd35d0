"""Finds texts that should never have been seen in what was seen (the rule called Filter)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.history import Rule, Violation

KEY = 16  # characters by which a forbidden text is first looked up


def leaks(seen: Iterable[str], forbidden: Iterable[str]) -> Iterator[Violation]:
    """Yield one violation for each forbidden text found anywhere in one of the `seen` texts.

    Thousands of texts are looked for in megabytes of frames: each place is looked up by its first
    characters, and only those that agree are compared in full.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for text in forbidden:
        if text:
            by_key[text[:KEY]].append(text)
    sizes = {len(key) for key in by_key}
    for where in seen:
        for start in range(len(where)):
            for size in sizes:
                for text in by_key.get(where[start : start + size], ()):
                    if where.startswith(text, start):
                        yield Violation(Rule.FILTER, "anyone", f"seen: {text[:24]}…")
