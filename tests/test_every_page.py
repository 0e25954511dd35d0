"""No page is left out of what the browser's tests look at, unless somebody said why."""

from __future__ import annotations

import re

from django.urls import resolve

from tests import surfaces
from tests.browser import places

EXCUSED = {route for routes in places.EXCUSED.values() for route in routes}
NUMBER = re.compile(r"\{(\w+)\}")


def looked_at() -> set[str]:
    """Return the routes of all places; those of trouble stand on the tests' own site only."""
    paths = [place.path.partition("?")[0] for place in places.EVERY]
    filled = [
        NUMBER.sub(lambda found: "20260001" if found[1] == "case" else "1", path)
        for path in paths
        if not path.startswith("/broken/")
    ]
    return {resolve(path).route for path in filled}


def test_every_page_is_looked_at_or_excused_with_a_reason() -> None:
    pages = {route for route in surfaces.routes() if not route.startswith(places.APART)}
    assert pages - looked_at() - EXCUSED == set()


def test_no_excuse_outlives_its_reason() -> None:
    assert EXCUSED - surfaces.routes() == set()
    assert EXCUSED & looked_at() == set()
    assert len({place.name for place in places.EVERY}) == len(places.EVERY)
