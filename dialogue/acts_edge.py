"""Acts by POST, answered before Django's middleware.

The same document, token, service and acknowledgement as everywhere; only the way in is
shorter. A page's middleware costs several times what the act itself does, and a crowd that
asks without sockets would pay it with every question. What this edge does not take (another
path or method, plain HTTP where it is redirected) goes on to Django, whose endpoint for the
same address serves every other server and describes itself in the OpenAPI document.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from io import BytesIO
from typing import Any

import orjson
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation

from accounts import tokens
from dialogue import handle, live
from log.codes import Refused

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH = re.compile(r"^/api/v1/sessions/([0-9]{1,9})/acts$")
MAX_BODY = 256 * 1024
HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


def acts_edge(django: Application) -> Application:
    """Return an application that answers acts itself and hands everything else to `django`."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.match(scope["path"]) if scope["method"] == "POST" else None
        redirected = settings.SECURE_SSL_REDIRECT and scope.get("scheme") != "https"
        if found is None or redirected:
            await django(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request = ASGIRequest(scope, BytesIO())
        with translation.override(translation.get_language_from_request(request)):
            status, answer = await _answer(int(found[1]), headers, receive)
        body = orjson.dumps(answer)
        size = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, size]})
        await send({"type": "http.response.body", "body": body})

    return application


async def _answer(
    number: int, headers: dict[bytes, bytes], receive: Receive
) -> tuple[int, dict[str, Any]]:
    try:
        scheme, _space, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("sign_in_needed")
        principal = tokens.read(token.strip())
        document = await _document(receive)
        room = await live.here().room(number, principal)
        ack = await handle.handle(room.session, document, by=principal)
        return ack.error.status if ack.error else 200, ack.as_json()
    except Refused as refusal:
        return refusal.status, {"error": refusal.as_json()}


async def _document(receive: Receive) -> Any:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or len(body) > MAX_BODY:
            raise Refused("bad_act")
        if not message.get("more_body"):
            break
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused("bad_act") from error
