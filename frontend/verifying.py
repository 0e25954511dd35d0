"""Where somebody proves who they are, for pages that send people there."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

# By the refusal that it takes away; the person's own page leads there, too.
PLACES = {
    "phone_needed": ("account_change_phone", "account", "mine"),
    "real_name_needed": ("my_real_name", "account", "mine"),
}


def address(refusal: str) -> str:
    """Return the address of the page on which one gets what a refusal asks for."""
    for place in PLACES[refusal]:
        try:
            return reverse(place)
        except NoReverseMatch:
            continue
    raise NoReverseMatch(refusal)
