"""Keeping a few child processes alive under one command."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

# A child that dies is started again after so long; a crash loop must not eat the machine.
RESTART_SECONDS = 1.0
STOP_SECONDS = 15.0


@dataclass
class Child:
    """One process that should be running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0

    def start(self) -> None:
        """Start it (again)."""
        self.process = subprocess.Popen(self.command)  # noqa: S603  our own commands

    def died(self) -> bool:
        """Return whether it has stopped by itself."""
        return self.process is not None and self.process.poll() is not None


@dataclass
class Supervisor:
    """Runs children until told to stop, and starts again those that die."""

    children: list[Child]
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Start all, mind them, and stop them all on SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: self.stopped.set())
        for child in self.children:
            child.start()
        while not self.stopped.wait(0.5):
            self._mind()
        self._stop()

    def _mind(self) -> None:
        for child in self.children:
            if child.died():
                child.restarts += 1
                print(f"{child.name} stopped and is started again", file=sys.stderr, flush=True)
                self.stopped.wait(RESTART_SECONDS)
                child.start()

    def _stop(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
