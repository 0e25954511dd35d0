"""The live room's socket: join, follow, act, renew.

Nothing of the fan-out goes through Channels: the consumer's line is given to the room,
which writes to it directly. Channels does the routing, the origin check and the
handshake, and brings what the client sends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from io import BytesIO
from typing import Any

import orjson
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation

from accounts import tokens
from accounts.principals import Principal
from dialogue import handle, limits, live, presence, threads
from dialogue.lines import PlainLine, WireLine
from dialogue.perform import Ack, ref_of
from dialogue.ring import Frame
from dialogue.rooms import LiveRoom, encode
from dialogue.wire import EXTENSION
from log import codes
from log.codes import Close, Refused
from sessions_app import rules

PROTOCOL = "huiyin.v1"
JOIN_SECONDS = 10.0
MAX_FRAME = 64 * 1024
# Acts of one socket that may be under way at once; more wait in the client.
MAX_UNDER_WAY = 16


class LiveConsumer(AsyncWebsocketConsumer):
    """One follower of one session. Opens no channel: there is no default layer."""

    principal: Principal | None = None
    desk: bool = False
    place: str = ""
    language: str = settings.LANGUAGE_CODE
    room: LiveRoom | None = None
    entered = False
    timer: asyncio.TimerHandle | None = None
    expiry: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Tidy up in every case: after an error of ours nobody calls `disconnect`."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._forget()

    async def connect(self) -> None:
        """Accept with our subprotocol; refuse what is over the limit before it costs."""
        self.live = live.here()
        self.under_way: set[asyncio.Task[None]] = set()
        self.frames = limits.Frames()
        self.line = self._line()
        offered = self.scope.get("subprotocols", [])
        await self.accept(PROTOCOL if PROTOCOL in offered else None)
        if self.live.sockets >= settings.MAX_SOCKETS:
            await self._close(codes.TOO_MANY)
            return
        self.live.sockets += 1
        self.entered = True
        self.language = self._language()
        with translation.override(self.language):
            await self._begin(offered)

    async def _begin(self, offered: list[str]) -> None:
        token = next((name[6:] for name in offered if name.startswith("token.")), "")
        try:
            if token:
                await self.live.ready.wait()
                self._know(tokens.read(token), token)
            number = int(self.scope["url_route"]["kwargs"]["number"])
            self.room = await self.live.room(number, self.principal)
        except Refused as refusal:
            expired = refusal.code == "token_expired"
            await self._close(codes.TOKEN_EXPIRED if expired else codes.NO_SUCH_SESSION)
            return
        if self.live.signed_out(self.principal):
            await self._close(codes.SIGNED_OUT)
            self.room = None
            return
        self.timer = asyncio.get_running_loop().call_later(JOIN_SECONDS, self._no_join)

    def _know(self, principal: Principal, token: str) -> None:
        """Take this person for as long as the token lasts; a renewed one lasts longer."""
        self.principal = principal
        if self.expiry is not None:
            self.expiry.cancel()
        left = max(tokens.seconds_left(token), 0.0)
        self.expiry = asyncio.get_running_loop().call_later(left, self._expired)

    def _expired(self) -> None:
        self.dismiss(codes.TOKEN_EXPIRED)

    def _line(self) -> WireLine | PlainLine:
        wire = self.scope.get("extensions", {}).get(EXTENSION)
        if wire is not None:
            return WireLine(wire)
        return PlainLine(self.base_send, lambda: self.dismiss(codes.SLOW))

    def _language(self) -> str:
        # As for the page this socket belongs to: by cookie, else by what the browser prefers.
        request = ASGIRequest(self.scope | {"method": "GET"}, BytesIO())
        return translation.get_language_from_request(request)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one frame: a join, a renewed token, or an act."""
        if not self.frames.take():
            await self._close(codes.TOO_FAST)
            return
        if text_data is None or len(text_data) > MAX_FRAME:
            await self._close(codes.TOO_LARGE if text_data else codes.BAD_FRAME)
            return
        try:
            document = orjson.loads(text_data)
        except orjson.JSONDecodeError:
            await self._unreadable(text_data)
            return
        match document:
            case {"t": "join", "epoch": str(epoch), "after": int(after)} if self.room:
                desk, place = document.get("desk") is True, document.get("place")
                await self._join(self.room, epoch, after, desk=desk, place=place)
            case {"t": "token", "token": str(token)}:
                await self._renew(token)
            case {"do": _} if self.room:
                self._act(self.room, document)
            case _:
                await self._close(codes.BAD_FRAME)

    async def _unreadable(self, text: str) -> None:
        """Refuse an act that holds half a character (JSON allows it, no text does), else close.

        Closing would lose the act: its sender could not learn that these words never pass.
        """
        with contextlib.suppress(ValueError, RecursionError):
            document = json.loads(text)
            if isinstance(document, dict) and "do" in document:
                ref = ref_of(document).encode("ascii", "ignore").decode()
                with translation.override(self.language):
                    ack = Ack(ref, error=Refused("text_bad_characters"))
                    self.write(encode(ack.as_json()))
                return
        await self._close(codes.BAD_FRAME)

    async def _join(
        self, room: LiveRoom, epoch: str, after: int, *, desk: bool, place: object
    ) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if not self.frames.take(limits.JOIN_COST - 1):
            await self._close(codes.TOO_FAST)
            return
        if self.live.signed_out(self.principal):
            await self._close(codes.SIGNED_OUT)
            return
        held = await threads.read(rules.rights, self.principal, room.session) if desk else ()
        if desk and not rules.may_see_desk(held):
            await self._close(codes.NOT_ALLOWED)
            return
        self.desk, self.place = desk, presence.place_of(place, held)
        room.enter(self)
        if self.place:
            self.line.watch(presence.WATCH_SECONDS)
            self.live.stirred.set()
        self.write(encode(self._hello(room, sorted(held))))
        await room.join(self, epoch=epoch, after=after)

    def _hello(self, room: LiveRoom, held: list[str]) -> dict[str, Any]:
        return {
            "t": "hello",
            "epoch": room.room.epoch,
            "seq": room.room.seq,
            "principal": self.principal.key if self.principal else None,
            "rights": held,
            "renew_in": settings.TOKEN_SECONDS // 2 if self.principal else None,
            "viewers": room.viewers,
        }

    async def _renew(self, token: str) -> None:
        try:
            principal = tokens.read(token)
        except Refused:
            await self._close(codes.TOKEN_EXPIRED)
            return
        another = self.principal is not None and principal.key != self.principal.key
        if another or self.live.signed_out(principal):
            # Another person is another connection: news and acts must not mix.
            await self._close(codes.SIGNED_OUT)
            return
        if not await self._still_finds(principal):
            await self._close(codes.NO_SUCH_SESSION)
            return
        if self.desk and self.room is not None:
            # A right that was lost by another way than ours (a group's, say) ends here.
            held = await threads.read(rules.rights, principal, self.room.session)
            if not rules.may_see_desk(held):
                await self._close(codes.NOT_ALLOWED)
                return
        self._know(principal, token)

    async def _still_finds(self, principal: Principal) -> bool:
        session = self.room.session if self.room is not None else None
        if session is None or not session.rehearsal:
            return True
        return await threads.read(rules.may_find, principal, session)

    def _act(self, room: LiveRoom, document: Any) -> None:
        if len(self.under_way) >= MAX_UNDER_WAY:
            refusal = Ack(ref_of(document), error=Refused("too_fast"))
            with translation.override(self.language):
                self.write(encode(refusal.as_json()))
            return
        task = asyncio.create_task(self._perform(room, document))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _perform(self, room: LiveRoom, document: Any) -> None:
        with translation.override(self.language):
            ack = await handle.handle(room.session, document, by=self.principal)
            self.write(encode(ack.as_json()))

    def write(self, frame: Frame) -> None:
        """Hand a frame to this follower; never waits."""
        self.line.write(frame)

    def is_away(self) -> bool:
        """Return whether they have not said for a while that they are there, though asked."""
        return self.line.silent() > presence.AWAY_SECONDS

    def dismiss(self, why: Close) -> None:
        """Close with a code of log.codes, without waiting for it; nothing more is sent."""
        if self.room is not None:
            self.room.leave(self)
        task = asyncio.create_task(self._close(why))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    def _no_join(self) -> None:
        self.dismiss(codes.NO_JOIN)

    async def _close(self, why: Close) -> None:
        with contextlib.suppress(Exception):
            await self.close(code=why.code, reason=why.reason)

    async def disconnect(self, code: int) -> None:
        """Leave the room; what was acknowledged stays, what was under way is finished."""
        self._forget()

    def _forget(self) -> None:
        for timer in (self.timer, self.expiry):
            if timer is not None:
                timer.cancel()
        if self.room is not None:
            self.room.leave(self)
        if self.entered:
            self.live.sockets -= 1
            self.entered = False
