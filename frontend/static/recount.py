"""Recount a sealed record of Huiyin on your own computer. Needs nothing but Python 3.

    python3 recount.py https://ask.example.gov.cn/api/v1/sessions/42/record

also takes a file into which that address was saved. It recomputes the fingerprint of every
entry and of every seal, and counts how many questions came in and how each ended. It ends
with 0 if everything fits, with 1 if something does not.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

# What the last word about a question says of how it ended.
ENDS = {
    "question.received": "still open",
    "question.withdrawn": "withdrawn",
    "question.declined": "not made public",
    "answer.published": "answered",
    "answer.given_aloud": "answered",
    "question.handed_over": "followed as a case",
    "question.taken_down": "taken down",
}
FINAL = {"followed as a case", "taken down"}


def load(source: str) -> dict[str, Any]:
    """Return the record from a file or an address, all its pages together."""
    record = _read(source)
    while record["next"] is not None:
        page = _read(f"{source}?{urlencode({'first': record['next']})}")
        record["entries"] += page["entries"]
        record["next"] = page["next"]
    return record


def _read(source: str) -> dict[str, Any]:
    if source.startswith(("https://", "http://")):
        with urlopen(source) as answer:  # noqa: S310 - the two schemes above, no other
            loaded: dict[str, Any] = json.load(answer)
    else:
        with open(source, encoding="utf-8") as file:
            loaded = json.load(file)
    return loaded


def leaf(entry: dict[str, Any]) -> bytes:
    """Return the fingerprint of one entry: everything it says, in one fixed order."""
    said = {key: value for key, value in entry.items() if key != "leaf"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def root(leaves: list[bytes]) -> bytes:
    """Return the fingerprint of all: two and two together, until one is left (RFC 6962)."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def ends(entries: list[dict[str, Any]]) -> Counter[str]:
    """Return how many questions had which end, as the entries tell it."""
    found: dict[int, str] = {}
    # Each of the two streams is in order; what the desk says of a question comes first.
    for entry in sorted(entries, key=lambda entry: entry["stream"].endswith("public")):
        number, end = entry["number"], ENDS.get(entry["kind"])
        if number is not None and end and found.get(number) not in FINAL:
            reason = f" ({entry['reason']})" if entry["kind"] == "question.declined" else ""
            found[number] = end + reason
    return Counter(found.values())


def check(record: dict[str, Any]) -> list[str]:
    """Return everything that does not fit, in words; nothing if all is well."""
    leaves = [leaf(entry) for entry in record["entries"]]
    wrong = [
        f"{entry['stream']} no. {entry['seq']} does not fit its fingerprint"
        for entry, computed in zip(record["entries"], leaves, strict=True)
        if computed.hex() != entry["leaf"]
    ]
    wrong.extend(
        f"seal {seal['index']} of {seal['at']} does not fit"
        for seal in record["checkpoints"]
        if root(leaves[: seal["size"]]).hex() != seal["root"]
    )
    return wrong


def main(source: str) -> int:
    """Print what was found about the record and return the program's status."""
    record = load(source)
    wrong = check(record)
    for seal in record["checkpoints"]:
        print(f"seal {seal['index']}  {seal['at']}  {seal['size']:>6} entries  {seal['root']}")
    counted = ends(record["entries"])
    print(f"\n{sum(counted.values()):>6} questions received")
    for end, count in sorted(counted.items()):
        print(f"{count:>6} {end}")
    print("\n" + ("\n".join(wrong) if wrong else "Everything fits: nothing was changed."))
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
