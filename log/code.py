"""What one error code says, and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Code:
    """What one refusal means: its HTTP status, whether a retry can help, its words."""

    status: int
    retry: bool
    message: StrPromise


def code(status: HTTPStatus, message: StrPromise, *, retry: bool = False) -> Code:
    """Return a code: its HTTP status, its words, and whether the same may be tried again."""
    return Code(status=status.value, retry=retry, message=message)


BAD, NO, GONE = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FORBIDDEN, HTTPStatus.GONE
CONFLICT, MISSING = HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND
