"""The live page while much happens: is its main thread free, with 100 questions and with 2,000?

Ten events a second reach a page in Chromium, slowed down four times to stand for an old phone:
questions that become public, speeches, support. Figures are the main thread's own: what an event
costs it, and for how long tasks of more than 50 ms kept a tap from being answered.
"""

import asyncio
import json
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright

from benchmarks.databases import SQLITE
from benchmarks.figures import Result
from benchmarks.http import Http
from benchmarks.server import Platform, platform

SCENE = "import django; django.setup(); from benchmarks import page_scene; page_scene.main()"
SIZES, QUICK_SIZES = (100, 2_000), (60, 200)
SECONDS, QUICK_SECONDS = 20, 4
PER_SECOND = 10
SLOWER = 4
WATCH = """
  window.long = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.long.push(duration);
  }).observe({ type: "longtask", buffered: true });
"""
LIST_ALL = """async () => {
  const more = document.querySelector("[data-more]");
  while (!more.hidden) { more.click(); await new Promise(requestAnimationFrame); }
  return document.querySelectorAll("[data-questions] > li").length;
}"""
PARTS = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


async def measure_all(databases: Sequence[str], *, quick: bool, real: bool) -> list[Result]:
    """Measure on SQLite: the database has no part in it. `real` has no meaning here."""
    return [await _measure(size, quick=quick) for size in (QUICK_SIZES if quick else SIZES)]


async def _measure(size: int, *, quick: bool) -> Result:
    seconds = QUICK_SECONDS if quick else SECONDS
    result = Result(f"the live page with {size:,} questions, {SLOWER} times slower")
    with platform(SQLITE) as here:
        made = json.loads(here.run("-c", SCENE, str(size), seconds=900))
        await here.start()
        async with _page(here, made["session"]) as (page, line):
            await _loaded(page, result)
            rain = _Rain(Http(here.address), made)
            await _follow(page, line, rain, seconds, result, "as it opens")
            listed = await page.evaluate(LIST_ALL)
            await _follow(page, line, rain, seconds, result, f"all {listed:,} listed")
    return result


@asynccontextmanager
async def _page(here: Platform, session: str) -> AsyncIterator[tuple[Page, CDPSession]]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        path = os.environ.get("CHROMIUM")
        browser = await playwright.chromium.launch(executable_path=path, args=as_root)
        page = await browser.new_page(locale="zh-CN")
        line = await page.context.new_cdp_session(page)
        await line.send("Performance.enable")
        await line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        await page.add_init_script(WATCH)
        await page.goto(f"http://{here.address}/sessions/{session}/")
        await page.wait_for_selector("main[data-line=live]", state="attached")
        yield page, line
        await browser.close()


async def _loaded(page: Page, result: Result) -> None:
    await page.wait_for_load_state("networkidle")
    result.figures["longest task of the load, ms"] = round(max(await _long(page), default=0))


async def _follow(
    page: Page, line: CDPSession, rain: "_Rain", seconds: int, result: Result, what: str
) -> None:
    """Let it rain, and add what that has cost the page."""
    before = await _metrics(line)
    await page.evaluate("window.long = []")
    events = await rain.fall(seconds)
    await page.wait_for_function("(text) => document.body.innerText.includes(text)", arg=rain.last)
    after, long = await _metrics(line), await _long(page)
    task, script, layout, style = (1000 * (after[name] - before[name]) / events for name in PARTS)
    result.figures[f"{what}: an event, ms"] = round(task, 2)
    result.figures[f"{what}: of that script, ms"] = round(script, 2)
    result.figures[f"{what}: of that style and layout, ms"] = round(layout + style, 2)
    result.figures[f"{what}: tasks over 50 ms"] = len(long)
    result.figures[f"{what}: blocked, ms a second"] = round(sum(t - 50 for t in long) / seconds, 1)


async def _metrics(line: CDPSession) -> dict[str, float]:
    found = await line.send("Performance.getMetrics")
    return {each["name"]: each["value"] for each in found["metrics"]}


async def _long(page: Page) -> list[float]:
    tasks: list[float] = await page.evaluate("window.long")
    return tasks


class _Rain:
    """Events at an even pace, by the acts of a host, a moderator and a netizen."""

    def __init__(self, http: Http, made: dict[str, Any]) -> None:
        self.http, self.made = http, made
        self.held = iter(made["held"])
        self.drops = cycle([self._publish, self._support, self._publish, self._say])
        self.supported = 0
        self.last = ""

    async def fall(self, seconds: int) -> int:
        """Send ten acts a second, the last one a speech; return how many."""
        begun = asyncio.get_running_loop().time()
        for n in range(seconds * PER_SECOND):
            due = begun + n / PER_SECOND
            await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
            await next(self.drops)()
        await self._say()
        return seconds * PER_SECOND + 1

    async def _publish(self) -> None:
        number, version = next(self.held)
        act = {"do": "approve", "number": number, "version": version}
        await self._act(act, self.made["moderators"][0])

    async def _support(self) -> None:
        self.supported += 1
        await self._act({"do": "support", "number": self.supported}, self.made["askers"][0])

    async def _say(self) -> None:
        self.last = f"这是第 {secrets.token_hex(4)} 句"
        await self._act({"do": "say", "text": self.last}, self.made["host"])

    async def _act(self, act: dict[str, Any], token: str) -> None:
        path = f"/api/v1/sessions/{self.made['session']}/acts"
        body = {"ref": secrets.token_hex(16), **act}
        reply = await self.http.request("POST", path, body, token=token)
        if reply.status != 200:
            raise RuntimeError(f"{act['do']} was refused: {reply.status} {reply.body}")
