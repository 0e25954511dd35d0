"""Tags and filters of the live page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dialogue.public_state import State
from frontend import first_paint
from frontend.templatetags.huiyin import clock, day, moment_of
from sessions_app import player, streams

register = template.Library()

STATIC = Path(__file__).parents[1] / "static"
# What js/live/page.js loads only when it is needed, and what only where there is a poll.
LATER = frozenset({"desks", "mine", "own_news", "picture", "typing", "unsent"})
OF_POLLS = frozenset({"poll", "poll_ballot", "poll_chart", "poll_entry"})
ALL = sorted(path.stem for path in STATIC.glob("js/live/*.js"))
AT_ONCE = (
    *("js/dom.js", "js/share.js", "js/tongue.js"),
    *(f"js/live/{name}.js" for name in ALL if name not in LATER | OF_POLLS),
)
WITH_POLLS = (*AT_ONCE, *(f"js/live/{name}.js" for name in sorted(OF_POLLS)))


@register.simple_tag
def live_page(
    state: State,
    support: first_paint.Support,
    opinions: first_paint.Support,
    *,
    whole: bool = False,
) -> first_paint.Shown:
    """Return the public state as the page's template wants it; `whole` leaves no question out."""
    return first_paint.arranged(state, support, opinions, whole=whole)


@register.simple_tag
def blank_entry() -> first_paint.Shown:
    """Return an entry without content, for the `<template>` that scripts clone."""
    return first_paint.BLANK


@register.simple_tag
def picture(address: str) -> streams.Picture | None:
    """Return what the page loads for a session's stream, if there is one that may be shown."""
    return streams.picture_of(address)


@register.simple_tag
def hls_player() -> str:
    """Return where the player is for browsers that cannot play a playlist, or ""."""
    return player.address()


@register.filter
def topic_name(topic: Mapping[str, str]) -> str:
    """Return a topic's name in the active language."""
    chinese = (get_language() or "").startswith("zh")
    return topic["name"] if chinese or not topic["name_en"] else topic["name_en"]


@register.simple_tag
def live_modules(state: State) -> tuple[str, ...]:
    """Return the modules that the page begins with: they load at once, not one after another."""
    return WITH_POLLS if state["polls"] else AT_ONCE


@register.filter
def moment(value: str | None) -> str:
    """Return the time of day, and the day before it unless that is today."""
    at = moment_of(value)
    if at is None:
        return ""
    return clock(at) if at.date() == timezone.localdate() else f"{day(at)} {clock(at)}"


class _Readable(DjangoJSONEncoder):
    """Chinese as it is: escaped it would weigh twice as much."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


@register.filter
def island(value: object, element_id: str) -> SafeString:
    """Return `value` as JSON in a `<script type="application/json">` that no text can end."""
    return json_script(value, element_id, encoder=_Readable)
