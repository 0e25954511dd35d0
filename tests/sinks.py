"""A mail server and a push service on this computer: they take what they are given, or refuse."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece

from tests.telling import PRIVATE, SECRET


@dataclass
class Mails:
    """A mail server. `refusal` is answered to every recipient instead of 250."""

    port: int = 0
    refusal: str = ""
    mails: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Mails]:
    """Let there be a mail server."""
    kept = Mails()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("220 sink")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"QUIT":
                    self.say("221 bye")
                    return
                if verb == b"RCPT" and kept.refusal:
                    self.say(kept.refusal)
                elif verb == b"DATA":
                    self.say("354 go on")
                    kept.mails.append(self.mail())
                    self.say("250 taken")
                else:
                    self.say("250 ok")

        def mail(self) -> EmailMessage:
            lines = iter(self.rfile.readline, b".\r\n")
            whole = b"".join(line.removeprefix(b".") for line in lines)
            made = message_from_bytes(whole, policy=policy.default)
            assert isinstance(made, EmailMessage)
            return made

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server, _serving(server):
        kept.port = server.server_address[1]
        yield kept


@dataclass
class Pushes:
    """A push service. `status` and `headers` are what it answers."""

    origin: str = ""
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    # Address, headers, and what the browser would read.
    posts: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def push_service() -> Iterator[Pushes]:
    """Let there be a push service whose browser has the tests' keys."""
    kept = Pushes()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            words = http_ece.decrypt(body, private_key=PRIVATE, auth_secret=SECRET)
            kept.posts.append((self.path, dict(self.headers), words))
            self.send_response(kept.status)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, _serving(server):
        kept.origin = f"http://127.0.0.1:{server.server_address[1]}"
        yield kept


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
