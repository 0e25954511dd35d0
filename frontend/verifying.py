"""Where somebody proves who they are, for pages that send people there."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

# The page of verification; the person's own page leads there, too.
PLACES = ("verification", "account", "mine")


def address() -> str:
    """Return the address of the page on which one's level of verification is raised."""
    for place in PLACES:
        try:
            return reverse(place)
        except NoReverseMatch:
            continue
    raise NoReverseMatch(PLACES[0])
