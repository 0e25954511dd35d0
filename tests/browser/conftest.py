"""The site, the browser and the people that the browser's tests share.

All of it belongs to this package and ends with it: while Playwright is at work, its thread has
an event loop that neither the ORM nor asynchronous tests could live with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import pages
from tests.browser.databases import database
from tests.browser.people import PATIENCE, Person, SomeoneNew
from tests.browser.site import Site

expect.set_options(timeout=PATIENCE)


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


@pytest.fixture
def full_house(site: Site) -> Iterator[str]:
    """The address of a web process on the same data that has no room for any socket."""
    with site.another_web(HUIYIN_MAX_SOCKETS="0") as address:
        yield address


@pytest.fixture(scope="package")
def chromium(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """The browser that `make test` found."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"),
            args=as_root,
            headless=not pytestconfig.getoption("--headed"),
            slow_mo=pytestconfig.getoption("--slowmo"),
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def cards() -> dict[str, Any]:
    """The cookies of those who have signed in, by role."""
    return {}


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

    def new(role: str = "", address: str = site.address, **options: Any) -> Person:
        people.append(Person(chromium, address, **options))
        return people[-1].shows_card_of(role, cards) if role else people[-1]

    yield new
    report = getattr(request.node, "rep_call", None)
    if report is not None and report.failed:
        for place, person in enumerate(people, 1):
            person.page.screenshot(path=Path(output_path) / f"{place}.png")
    complaints = [complaint for person in people for complaint in person.leaves()]
    assert complaints == []
