"""One byte string for one value, and the leaf a log entry leaves in a Merkle tree.

Canonical JSON is RFC 8785; the leaf's 0x00 prefix is that of RFC 6962, section 2.1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """Return `value` as canonical JSON (RFC 8785). Floats are refused by the vocabulary."""
    return rfc8785.dumps(value)


def digest(salt: bytes, *, actor: str | None, data: dict[str, Any]) -> bytes:
    """Return H(salt ‖ canonical{actor, data}): what is left of the words after an erasure.

    The salt keeps short texts and names from being guessed out of the digest.
    """
    return hashlib.sha256(salt + canonical({"actor": actor, "data": data})).digest()


def timestamp(at: datetime) -> str:
    """Return `at` in UTC to the microsecond, always in the same 27 characters."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Header:
    """What becomes public of every entry when a record is sealed, so anyone can recount."""

    stream: str
    seq: int
    kind: str
    at: datetime
    number: int | None
    reason: str
    digest: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the header as it is hashed."""
        return {
            "stream": self.stream,
            "seq": self.seq,
            "kind": self.kind,
            "at": timestamp(self.at),
            "number": self.number,
            "reason": self.reason,
            "digest": self.digest.hex(),
        }

    def leaf(self) -> bytes:
        """Return the RFC 6962 leaf hash: H(0x00 ‖ canonical(header))."""
        return hashlib.sha256(b"\x00" + canonical(self.as_json())).digest()
