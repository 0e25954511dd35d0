"""A verifier behind HTTP, told by settings how it wants to be asked.

Only the configured address is ever called: nothing of what a person types gets into the
address, redirects are not followed, and a proxy of the environment is not used.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx
from django.conf import settings

from accounts.filling import filled
from accounts.real_name import Answer

logger = logging.getLogger(__name__)
SECONDS = 5.0
# An answer is a few fields; a longer one is not for us.
MOST_BYTES = 64 * 1024


class HttpVerifier:
    """Posts a filled template, and reads one field of the JSON that comes back."""

    name = "http"

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport

    def verify(self, *, name: str, id_number: str) -> Answer:
        try:
            return self._read(self._ask({"name": name, "id_number": id_number}))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            # The kind of error only: its words may hold what was sent.
            logger.warning("the real-name service failed: %s", type(error).__name__)
            return Answer("unavailable")

    def _ask(self, known: Mapping[str, str]) -> Any:
        with (
            httpx.Client(
                timeout=SECONDS, follow_redirects=False, trust_env=False, transport=self._transport
            ) as client,
            client.stream(
                "POST",
                settings.REAL_NAME_URL,
                headers={"Content-Type": "application/json", **settings.REAL_NAME_HEADERS},
                content=json.dumps(filled(settings.REAL_NAME_BODY, known)).encode(),
            ) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise ValueError("not OK")
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise ValueError("too long")
        return json.loads(body)

    def _read(self, answer: Any) -> Answer:
        said = str(_at(answer, settings.REAL_NAME_FIELD))
        reference = ""
        if settings.REAL_NAME_REFERENCE:
            reference = str(_at(answer, settings.REAL_NAME_REFERENCE))[:80]
        if said in settings.REAL_NAME_YES:
            return Answer("verified", reference)
        return Answer("refused" if said in settings.REAL_NAME_NO else "unavailable", reference)


def _at(answer: Any, path: str) -> Any:
    """Return what stands at a path like data.result; raises KeyError or TypeError."""
    for step in path.split("."):
        answer = answer[step]
    return answer
