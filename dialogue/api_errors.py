"""The one shape of an error, declared for every operation so that none is a surprise."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class ErrorDetail(Schema):
    """What went wrong (a code of docs/reference/errors.md), in words, and whether to try again."""

    code: str
    message: str
    retry: bool
    params: dict[str, Any]


class ErrorOut(Schema):
    """An error."""

    error: ErrorDetail


PUBLIC_ERRORS: dict[int, type[ErrorOut]] = {404: ErrorOut, 422: ErrorOut, 429: ErrorOut}
ERRORS: dict[int, type[ErrorOut]] = {
    401: ErrorOut,
    403: ErrorOut,
    409: ErrorOut,
    **PUBLIC_ERRORS,
}
