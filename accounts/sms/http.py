"""Any provider that takes a message by one HTTP request, described in the settings.

The address, the headers and the body may hold {phone} (in E.164), {number} (without the +86 of
mainland China) and {text}; values are put in as the address or as JSON needs them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from accounts.filling import filled
from accounts.sms.sending import SmsFailed

SECONDS = httpx.Timeout(5, connect=3)


class Http:
    """Sends one request for each message."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self.transport = transport

    def send(self, phone: str, text: str) -> None:
        """Hand the message to the provider. Raises SmsFailed without saying what was in it."""
        values = {"phone": phone, "number": phone.removeprefix("+86"), "text": text}
        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS) as client:
                answer = client.request(**_request(values))
        except httpx.HTTPError as error:
            # The text of the error may hold the address, and the address a key or the number.
            raise SmsFailed(f"the provider was not reached ({type(error).__name__})") from None
        _accept(answer)


def _request(values: dict[str, str]) -> dict[str, Any]:
    sms = settings.SMS_HTTP
    quoted = {name: quote(value, safe="") for name, value in values.items()}
    request = {
        "method": sms["method"],
        "url": filled(sms["url"], quoted),
        "headers": filled(sms["headers"], values),
    }
    if sms["body"] is not None:
        request["json"] = filled(sms["body"], values)
    return request


def _accept(answer: httpx.Response) -> None:
    if not answer.is_success:
        raise SmsFailed(f"the provider answered {answer.status_code}")
    wanted = settings.SMS_HTTP["accepted"]
    if wanted and wanted not in answer.text:
        raise SmsFailed("the provider answered, but did not say that it took the message")
