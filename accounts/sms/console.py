"""For development: text messages are printed where the server was started."""

from __future__ import annotations

import sys


class Console:
    """Prints; nothing leaves this computer."""

    def send(self, phone: str, text: str) -> None:
        """Write the message to standard output."""
        sys.stdout.write(f"SMS {phone} {text}\n")
        sys.stdout.flush()
