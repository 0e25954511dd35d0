"""One command for one machine: the web process and the worker (in the demo, a crowd too)."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import checks, demo
from config.supervisor import Child, Supervisor

# A frame of sockets.MAX_FRAME characters, none of which takes more than four bytes.
MAX_FRAME_BYTES = 256 * 1024


def web_command(host: str, port: int) -> list[str]:
    """Return how the web process is started: uvicorn with our websocket protocol."""
    return [
        *(sys.executable, "-m", "uvicorn", "config.asgi:application"),
        *("--host", host, "--port", str(port), "--lifespan", "off"),
        *("--ws", "dialogue.wire:WireProtocol", "--ws-max-size", str(MAX_FRAME_BYTES)),
        *("--ws-per-message-deflate", "false", "--backlog", "8192"),
        *("--timeout-graceful-shutdown", "5", "--log-level", "warning", "--no-server-header"),
    ]


class Command(BaseCommand):
    """Run everything a single machine needs."""

    help = "Runs the web process and the worker together."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the processes and mind them until stopped.

        Raises CommandError for a demo that other computers could reach: whoever reaches it
        can send the Host of this one.
        """
        host, port = options["host"], options["port"]
        if settings.DEMO and host not in checks.LOCAL:
            raise CommandError("HUIYIN_DEMO=1 lets anyone sign in as anyone: on localhost only.")
        manage = [sys.executable, "manage.py"]
        children = [
            Child("web", web_command(host, port)),
            Child("worker", [*manage, "worker"]),
        ]
        if settings.DEMO:
            address = f"http://127.0.0.1:{port}"
            children.append(Child("crowd", [*manage, "demo_crowd", "--address", address]))
        self._greet(host, port)
        Supervisor(children).run()

    def _greet(self, host: str, port: int) -> None:
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
        self.stdout.write(f"\n  Huiyin 回音  http://{shown}:{port}/\n")
        if demo.people():
            self.stdout.write(f"  Demo sign-in  http://{shown}:{port}/sign-in/\n")
            for person in demo.people():
                self.stdout.write(f"    {person.role:<14}{person.label}")
        self.stdout.write("\n  Stop with Ctrl+C.\n")
        self.stdout.flush()
