"""Straight to the transport under uvicorn: frames made once, written as they are.

`--ws dialogue.wire:WireProtocol` puts a `huiyin.wire` extension into the scope, which
survives Channels' routing. Every other server takes the plain ASGI way (lines.PlainLine).
"""

from __future__ import annotations

from typing import cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "huiyin.wire"


class WireProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which also takes ready frames and tells how much lies unsent."""

    def handle_connect(self, event: Request) -> None:
        """Accept as usual, and let the application know this connection's wire."""
        super().handle_connect(event)
        if self.handshake_initiated and not self.close_sent:
            # The application's task starts on the loop's next turn, so this is in time.
            extensions = cast("dict[str, object]", self.scope["extensions"])
            extensions[EXTENSION] = self

    def write_frame(self, frame: bytes) -> bool:
        """Write a ready frame; return False if the connection is closing.

        Safe beside the protocol's own writes: frames are whole, never compressed, and
        the protocol itself sends only control frames besides.
        """
        if self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(frame)
        return True

    def watch(self, seconds: float) -> None:
        """Ask the peer this often from now on whether it is there; how long it may take stays."""
        self.stop_keepalive()
        self.ping_interval = seconds
        self.start_keepalive()

    def silent(self) -> float:
        """Return for how many seconds the peer has owed an answer to being asked; 0 for none."""
        return self.loop.time() - self.ping_sent_at if self.pending_ping_payload else 0.0

    def unsent(self) -> int:
        """Return the bytes that wait for the peer to read."""
        return self.transport.get_write_buffer_size()

    def cut(self) -> None:
        """Drop the connection at once: a close frame would wait behind what is unread."""
        self.close_sent = True
        self.transport.abort()
