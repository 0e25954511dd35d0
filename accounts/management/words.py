"""A service's refusal, said at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from log.codes import Refused


@contextmanager
def of_refusals() -> Iterator[None]:
    """Turn Refused into CommandError with its words."""
    try:
        yield
    except Refused as refusal:
        raise CommandError(refusal.message()) from refusal
