"""The real application, started for a measurement: a database of its own, one web process.

The server is pinned to the first core and the load (this process) to the second, where there are
two, so that what one costs is not taken from the other.
"""

import asyncio
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import processes
from benchmarks.client import Address
from benchmarks.databases import database
from benchmarks.figures import RESULTS

ROOT = Path(__file__).parents[1]
STAGE = "import django; django.setup(); from benchmarks import stage; stage.main()"
START_SECONDS = 60.0


@dataclass(slots=True)
class Platform:
    """One installation: its database, its settings and its web process."""

    database: str
    log: Path
    address: Address = field(default_factory=lambda: Address("127.0.0.1", free_port()))
    process: "subprocess.Popen[bytes] | None" = None
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def environment(self) -> dict[str, str]:
        """Return the settings: those of a real installation, without a limit of acts a minute."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.database,
            "REDIS_URL": "",
            "HUIYIN_DEBUG": "0",
            "HUIYIN_DEMO": "0",
            # Whoever is measured signs in without a ceremony; the answer is kept in the session.
            "HUIYIN_STAFF_SECOND_FACTOR": "0",
            "HUIYIN_SITE_URL": f"http://{self.address}",
            "HUIYIN_SECRET_KEY": self.secret,
            "HUIYIN_TOKEN_SECONDS": "86400",
            "HUIYIN_ACTS_PER_MINUTE": "1000000",
            "HUIYIN_LOG_LEVEL": "WARNING",
        }

    def stage(self, *arguments: str) -> Any:
        """Run a function of benchmarks.stage in a process of its own; return what it returned."""
        done = self.run("-c", STAGE, *arguments)
        return json.loads(done)

    def migrate(self) -> None:
        self.run("manage.py", "migrate", "--noinput", "--verbosity", "0")

    async def start(self) -> None:
        """Start the web process and wait until it listens; raises TimeoutError."""
        host, port = self.address.host, str(self.address.port)
        command = [sys.executable, "-m", "uvicorn", "config.asgi:application"]
        command += ["--host", host, "--port", port, "--ws", "dialogue.wire:WireProtocol"]
        command += ["--lifespan", "off", "--ws-max-size", "65536", "--backlog", "4096"]
        command += ["--log-level", "warning", "--no-access-log"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: ASYNC220 - returns at once
                command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )
        processes.pin(self.process.pid, 0)
        async with asyncio.timeout(START_SECONDS):
            await self._listening()

    def kill(self) -> None:
        """End the web process as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the web process to end, and make sure that it does."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)

    async def _listening(self) -> None:
        while True:
            if self.process is not None and self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {self.log.read_text()[-2000:]}")
            try:
                _, writer = await asyncio.open_connection(self.address.host, self.address.port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return

    def run(self, *arguments: str, seconds: int = 300) -> str:
        """Run Python with the settings; return what it printed. Raises RuntimeError."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-4000:])
        return done.stdout


@contextmanager
def platform(kind: str) -> Iterator[Platform]:
    """Give a fresh, migrated installation on `kind` (sqlite or postgres); remove it afterwards."""
    processes.allow_files()
    processes.pin(0, 1)
    # Beside the real data, so that a commit costs what it costs there.
    RESULTS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=RESULTS) as name, database(kind, Path(name)) as url:
        here = Platform(url, Path(name) / "server.log")
        try:
            here.migrate()
            yield here
        finally:
            here.stop()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
