"""A whole platform for one test worker: database, web process, worker, and a stagehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from config.management.commands.serve import web_command
from dialogue.fold import Frame
from tests.processes import ROOT, Running, free_port

MANAGE = [sys.executable, "manage.py"]
SCENE = "import django; django.setup(); from tests.browser import scene; scene.main()"


class Site:
    """The platform as `make run` starts it, without the simulated crowd."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.port = free_port()
        self.web = self._process("web", self.port)
        self.worker = Running([*MANAGE, "worker"], self.environment(self.port), folder / "worker")
        self.log_of_web = folder / "web"

    @property
    def address(self) -> str:
        """Return the address people type."""
        return f"http://localhost:{self.port}"

    def environment(self, port: int, **settings: str) -> dict[str, str]:
        """Return the settings of a process that serves on `port`."""
        prefix = os.environ.get("HUIYIN_REDIS_PREFIX", "huiyin")
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": self.database,
            "HUIYIN_DEMO": "1",
            "HUIYIN_DEBUG": "0",
            "HUIYIN_SITE_URL": f"http://localhost:{port}",
            "HUIYIN_REDIS_PREFIX": f"{prefix}-browser",
            "HUIYIN_STREAM_HOSTS": "live.example.cn",
            "HUIYIN_MEDIA": str(self.folder / "media"),
            "HUIYIN_LOG_LEVEL": "WARNING",
            **settings,
        }

    def start(self) -> None:
        """Make the tables, then start everything that belongs to a platform."""
        self.hands = Stagehand(self.environment(self.port), self.folder / "stagehand")
        self.hands("migrate")
        self.web.start()
        self.worker.start()
        self.hands("people")
        self.web.wait_until_listening(self.port)

    def start_web(self) -> None:
        """Start the web process again and return when it listens."""
        self.web.start()
        self.web.wait_until_listening(self.port)

    @contextmanager
    def another_web(self, **settings: str) -> Iterator[str]:
        """Give the address of a second web process on the same data, set up differently."""
        port = free_port()
        web = self._process("another-web", port, **settings)
        web.start()
        try:
            web.wait_until_listening(port)
            yield f"http://localhost:{port}"
        finally:
            web.stop()

    def stop(self) -> None:
        """Stop everything."""
        for process in (self.worker, self.web):
            process.stop()
        self.hands.leave()

    def api(self, path: str) -> Any:
        """Return what the open API answers."""
        with urlopen(f"{self.address}/api/v1{path}", timeout=60) as answer:
            return json.load(answer)

    def record(self, number: int) -> list[Frame]:
        """Return every public event of a session, in order."""
        frames: list[Frame] = []
        more = True
        while more:
            page = self.api(f"/sessions/{number}/log?after={len(frames)}")
            frames += page["events"]
            more = page["more"]
        return frames

    def _process(self, name: str, port: int, **settings: str) -> Running:
        command = web_command("127.0.0.1", port)
        return Running(command, self.environment(port, **settings), self.folder / name)


class Stagehand:
    """A process that sets the scene through the services, one line of JSON at a time."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("a") as complaints:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SCENE],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )

    def __call__(self, task: str, **arguments: Any) -> Any:
        """Have a function of tests.browser.scene called; return what it returned."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([task, arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the stagehand has gone: {self.log.read_text()[-2000:]}")
        return json.loads(answer)

    def leave(self) -> None:
        """Let it go."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
