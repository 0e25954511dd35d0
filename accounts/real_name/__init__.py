"""Checking of real names: what a verifier is, which one is in use, what numbers look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

Verdict = Literal["verified", "refused", "unavailable"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verifier says. `reference` is its own number for the check, never the person's."""

    verdict: Verdict
    reference: str = ""


class Verifier(Protocol):
    """A service that knows which name belongs to which number."""

    # As it is kept with the identity.
    name: str

    def verify(self, *, name: str, id_number: str) -> Answer:
        """Return whether they belong together. Raises nothing; logs neither of them."""


def verifier() -> Verifier | None:
    """Return the verifier of settings.REAL_NAME_BACKEND, or None where there is none."""
    if not settings.REAL_NAME_BACKEND:
        return None
    made: Verifier = import_string(settings.REAL_NAME_BACKEND)()
    return made
