"""A verifier for development: believes everybody whose number is well formed."""

from __future__ import annotations

import logging

from accounts.real_name import Answer

logger = logging.getLogger(__name__)


class ConsoleVerifier:
    """Says yes, and says on the console that somebody was checked, not who."""

    name = "console"

    def verify(self, *, name: str, id_number: str) -> Answer:
        logger.info("console: a real name was checked")
        return Answer("verified", reference="console")
