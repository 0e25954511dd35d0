"""For tests: text messages stay in a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sms:
    """One message as it would have gone out."""

    phone: str
    text: str


outbox: list[Sms] = []


class Memory:
    """Keeps messages in `outbox`."""

    def send(self, phone: str, text: str) -> None:
        """Remember the message."""
        outbox.append(Sms(phone, text))
