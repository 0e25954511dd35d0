"""What the archive's API returns."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class BalanceOut(Schema):
    """How many questions had which end when a checkpoint was made."""

    received: int
    answered: int
    to_case: int
    merged: int
    declined: dict[str, int] = Field(description="by coded reason")
    withdrawn: int
    taken_down: int
    erased: int
    still_open: int


class CheckpointOut(Schema):
    """The root over the first `size` entries, when it was made, and the balance then."""

    index: int
    size: int
    public_seq: int
    desk_seq: int
    root: str = Field(description="hex; RFC 6962 over the leaves")
    at: str
    balance: BalanceOut


class HeaderOut(Schema):
    """What is public of every sealed entry.

    `leaf` is SHA-256 over a zero byte and the other fields as canonical JSON (RFC 8785).
    """

    stream: str
    seq: int
    kind: str
    at: str
    number: int | None = Field(description="of the question, if it is about one")
    reason: str
    digest: str = Field(description="hex; over a secret salt and the words")
    leaf: str = Field(description="hex")


class RecordOut(Schema):
    """A sealed record, for anyone to recount."""

    session: int
    size: int
    root: str
    checkpoints: list[CheckpointOut]
    first: int
    entries: list[HeaderOut]
    next: int | None = Field(description="`first` of the following page, or null")


class ProofOut(Schema):
    """The RFC 6962 inclusion proof of one entry under the newest checkpoint."""

    size: int
    root: str
    index: int
    entry: HeaderOut
    proof: list[str] = Field(description="hex, from the leaf to the root")
