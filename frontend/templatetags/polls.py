"""Tags of polls: results anywhere, and what a ballot is asked for."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogue.public_state import Poll
from frontend import charts

register = template.Library()
BLANK = charts.Chart("single", [], 0, 0, "", withheld=False, gone=0)


@register.inclusion_tag("parts/poll_results.html")
def poll_results(
    poll: Poll | None, running: charts.Running | None = None, heading: str = ""
) -> dict[str, Any]:
    """Draw the results of a poll of the public state, with a table one tap away.

    `running` are the figures of open polls as the snapshot gives them; closed ones need none.
    Without a poll: an empty chart, for the `<template>` that scripts clone.
    """
    return {"chart": charts.chart(poll, running) if poll else BLANK, "heading": heading}


@register.filter
def how_to_vote(poll: Poll | None) -> str:
    """Return what a ballot of this poll may hold, in words."""
    if not poll:
        return ""
    form, most = poll["form"], poll["most"]
    if form == "multiple":
        return ngettext("Choose up to %(n)s.", "Choose up to %(n)s.", most) % {"n": most}
    if form == "words":
        # Translators: 用最多 %(n)s 个词
        return ngettext("Give %(n)s word.", "Give up to %(n)s words.", most) % {"n": most}
    if form == "rating":
        return _("From 1 (lowest) to 5 (highest).")
    return _("Choose one.")


@register.filter
def up_to(n: int | None) -> range:
    """Return what a template loops over n times, from 1."""
    return range(1, (n or 0) + 1)
