"""Measures what the bare server of `benchmarks.bare` needs for one delivery."""

import asyncio
import json
import subprocess
import sys
from time import perf_counter

from benchmarks import processes
from benchmarks.bare import EPOCH
from benchmarks.client import Address, Socket, connect
from benchmarks.crowd import gather_crowd
from benchmarks.server import ROOT, free_port
from benchmarks.viewers import Tap, Viewer

GAP = 0.02
PATIENCE = 30.0
START_SECONDS = 20.0


async def cpu_per_delivery(count: int, events: int, size: int) -> float:
    """Return the bare server's microseconds of CPU for handing `size` bytes to one viewer."""
    address = Address("127.0.0.1", free_port())
    command = [sys.executable, "-m", "benchmarks.bare", str(address.port)]
    server = subprocess.Popen(command, cwd=ROOT)  # noqa: ASYNC220 - returns at once
    processes.pin(server.pid, 0)
    try:
        publisher = await _publisher(address)
        tap = Tap()
        crowd = [Viewer(f"viewer {n}", address, "1", tap, epoch=EPOCH) for n in range(count)]
        await gather_crowd(crowd)
        spent = 0.0
        for seq in range(1, events + 6):
            if seq == 6:  # the first five warm up
                spent = processes.cpu_seconds(server.pid)
            frame = {"t": "event", "seq": seq, "data": {"text": "."}}
            frame["data"] = {"text": "." * (size - len(json.dumps(frame)) + 1)}
            publisher.send(json.dumps(frame).encode())
            await tap.until(seq * count, PATIENCE)
            await asyncio.sleep(GAP)
        return (processes.cpu_seconds(server.pid) - spent) / (events * count) * 1e6
    finally:
        server.kill()
        server.wait()


async def _publisher(address: Address) -> Socket:
    ends = perf_counter() + START_SECONDS
    while True:
        try:
            return await connect(address, "/", lambda _: None)
        except OSError:
            if perf_counter() > ends:
                raise
            await asyncio.sleep(0.05)
