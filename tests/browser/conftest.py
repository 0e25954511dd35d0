"""The site, the browser and the people that the browser's tests share.

All of it belongs to this package and ends with it: while Playwright is at work, its thread has
an event loop that neither the ORM nor asynchronous tests could live with.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser import pages
from tests.browser.databases import database
from tests.browser.people import PATIENCE, Person, SomeoneNew
from tests.browser.site import Site
from tests.browser.slow_line import SlowLine, slow_line

expect.set_options(timeout=PATIENCE)
# The same engine without windows: whoever comes in costs it a quarter of the time.
SHELL = "chromium-headless-shell"


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """A whole platform of this test worker's own."""
    folder = tmp_path_factory.mktemp("site")
    with database(os.environ.get("DATABASE_URL", ""), worker_id, folder) as url:
        here = Site(url, folder)
        try:
            here.start()
            yield here
        finally:
            here.stop()


@pytest.fixture(scope="package")
def furnished(site: Site) -> dict[str, str]:
    """Numbers of a live session, a sealed one and a case that tests only look at."""
    return pages.furnish(site)


@pytest.fixture(scope="module")
def full_house(site: Site) -> Iterator[str]:
    """The address of a web process on the same data that has no room for any socket."""
    with site.another_web(HUIYIN_MAX_SOCKETS="0") as address:
        yield address


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    """What drives the browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(driver: Playwright, pytestconfig: pytest.Config) -> Iterator[Browser]:
    """The browser that `make test` found, or the same without windows."""
    headed = pytestconfig.getoption("--headed")
    how = {"headless": not headed, "slow_mo": pytestconfig.getoption("--slowmo")}
    browser = launched(driver, None if headed else shutil.which(SHELL), **how)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def whole_chromium(driver: Playwright) -> Iterator[Browser]:
    """A browser that can show notifications, too."""
    browser = launched(driver)
    yield browser
    browser.close()


def launched(driver: Playwright, path: str | None = None, **how: Any) -> Browser:
    """Start the browser at `path`, or the one that was found."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = path or os.environ.get("CHROMIUM")
    return driver.chromium.launch(executable_path=path, args=as_root, **how)


@pytest.fixture(scope="package")
def cards() -> dict[str, Any]:
    """The cookies of those who have signed in, by role."""
    return {}


@pytest.fixture
def line() -> Iterator[SlowLine]:
    """A line that becomes slow when the test says so; asked for before those who use it."""
    with slow_line() as it:
        yield it


@pytest.fixture
def someone(
    site: Site,
    chromium: Browser,
    cards: dict[str, Any],
    request: pytest.FixtureRequest,
    output_path: str,
) -> Iterator[SomeoneNew]:
    """Let people in, each with a browser of their own; at the end no browser may have complained.

    A test that failed leaves a picture of what each of them saw in test-results/.
    """
    people: list[Person] = []

    def new(
        role: str = "", address: str = site.address, browser: Browser = chromium, **options: Any
    ) -> Person:
        people.append(Person(browser, address, **options))
        return people[-1].shows_card_of(role, cards) if role else people[-1]

    yield new
    take_pictures(people, request, output_path)
    complaints = [complaint for person in people for complaint in person.leaves()]
    assert complaints == []


@pytest.fixture(scope="package")
def visitors() -> Iterator[dict[str, Person]]:
    """Those who only look at pages, by role and browser."""
    people: dict[str, Person] = {}
    yield people
    for person in people.values():
        person.leaves()


@pytest.fixture
def visitor(
    site: Site,
    chromium: Browser,
    cards: dict[str, Any],
    visitors: dict[str, Person],
    request: pytest.FixtureRequest,
    output_path: str,
) -> Iterator[SomeoneNew]:
    """Let somebody look at pages, in the browser in which others looked before; `someone` else.

    For tests that change nothing: no row, and nothing that the browser keeps. A browser's first
    page costs more than all that such a test does.
    """
    people: list[Person] = []

    def known(role: str = "", **options: Any) -> Person:
        key = f"{role} {sorted(options.items())}"
        if key not in visitors:
            visitors[key] = Person(chromium, site.address, **options)
            if role:
                visitors[key].shows_card_of(role, cards)
        people.append(visitors[key])
        return people[-1]

    yield known
    take_pictures(people, request, output_path)
    for person in people:
        person.turns_away()
    complaints = [complaint for person in people for complaint in person.complained()]
    assert complaints == []


def take_pictures(people: list[Person], request: pytest.FixtureRequest, folder: str) -> None:
    """Keep what each person saw, if the test has failed."""
    report = getattr(request.node, "rep_call", None)
    if report is not None and report.failed:
        for place, person in enumerate(people, 1):
            person.page.screenshot(path=Path(folder) / f"{place}.png")
