"""Acts by POST through the whole application, as a server runs it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import HttpCommunicator

from accounts import tokens
from config.asgi import application
from tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rooms")]
JSON = (b"content-type", b"application/json")
HOST = (b"host", b"localhost")


async def post(path: str, body: bytes, *headers: tuple[bytes, bytes]) -> tuple[int, Any, Any]:
    sent = HttpCommunicator(application, "POST", path, body, [HOST, JSON, *headers])
    answer = await sent.get_response(timeout=8)
    await sent.wait()
    return answer["status"], json.loads(answer["body"]), dict(answer["headers"])


def bearer(token: str) -> tuple[bytes, bytes]:
    return (b"authorization", f"Bearer {token}".encode())


async def test_an_act_is_acknowledged_once_however_often_it_comes() -> None:
    session = await sync_to_async(cast.make_session)()
    token = tokens.mint(await sync_to_async(cast.netizen)())
    path = f"/api/v1/sessions/{session.number}/acts"
    body = json.dumps({"do": "ask", "ref": cast.ref(), "text": "直接走近路的一个问题"}).encode()
    first = await post(path, body, bearer(token))
    assert (first[0], first[1]["result"]["state"]) == (200, "held")
    assert first[2][b"cache-control"] == b"no-store"
    assert (await post(path, body, bearer(token)))[1] == first[1]


@pytest.mark.parametrize(
    ("body", "token", "status", "code"),
    [
        (b"{}", "", 401, "sign_in_needed"),
        (b"{}", "forged", 401, "token_expired"),
        (b"not json", None, 422, "bad_act"),
        (b"x" * (256 * 1024 + 1), None, 422, "bad_act"),
        (b'{"do":"dance","ref":"ref-ref-ref"}', None, 422, "unknown_act"),
        (b'{"do":"pause","ref":"ref-ref-ref"}', None, 403, "not_allowed"),
    ],
)
async def test_what_is_not_an_act_gets_its_code(
    body: bytes, token: str | None, status: int, code: str
) -> None:
    session = await sync_to_async(cast.make_session)()
    alice = await sync_to_async(cast.netizen)()
    shown = tokens.mint(alice) if token is None else token
    headers = [bearer(shown)] if shown else []
    answer = await post(f"/api/v1/sessions/{session.number}/acts", body, *headers)
    assert (answer[0], answer[1]["error"]["code"]) == (status, code)


async def test_a_session_nobody_knows_is_not_found_and_words_are_in_ones_language() -> None:
    token = tokens.mint(await sync_to_async(cast.netizen)())
    english = (b"accept-language", b"en")
    answer = await post("/api/v1/sessions/4711/acts", b"{}", bearer(token), english)
    assert answer[0] == 404
    assert answer[1]["error"]["message"] == "This does not exist, or not for you."


async def test_every_other_address_goes_on_to_the_pages() -> None:
    sent = HttpCommunicator(application, "GET", "/api/v1/desk/reasons", headers=[HOST])
    assert (await sent.get_response(timeout=8))["status"] == 200
    await sent.wait()
