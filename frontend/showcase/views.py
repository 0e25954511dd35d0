"""The page of all components. Its address exists only where HUIYIN_DEBUG is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from frontend import first_paint
from frontend.showcase import demo_parts as samples
from frontend.showcase import demo_world as world

# Which entries a part is for.
SAID = {"answer", "speech", "aloud"}
KINDS = {"asked": "question", "told": "notice", "polled": "poll", "promised": "promise"}


class Part(NamedTuple):
    """A template part, drawn once for each of its states."""

    name: str
    drawn: list[str]


@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Show every component and every part, in all their states."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "parts": list(parts(request)),
        "dialogue": list(dialogue(request)),
        "tones": ("", "act", "good", "warn", "seal"),
        "kinds": ("", "primary", "quiet", "danger", "big", "small"),
    }
    return render(request, "showcase/page.html", context)


def parts(request: HttpRequest) -> Iterator[Part]:
    """Yield everything in templates/parts."""
    common = _common("answering")
    for name, states in samples.PARTS.items():
        drawn = [_drawn(f"parts/{name}", {**common, **each}, request) for each in states]
        yield Part(name, drawn)


def dialogue(request: HttpRequest) -> Iterator[Part]:
    """Yield everything in templates/dialogue that is a part."""
    listed = [(kind, names.split()) for kind, names in samples.DIALOGUE.items()]
    for kind, names in [*listed, ("once", samples.DESKS)]:
        for name in names:
            shown = list(_shown(kind))
            yield Part(name, [_drawn(f"dialogue/_{name}", each, request) for each in shown])


def _drawn(name: str, context: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(f"{name}.html", context, request)


def _common(phase: str) -> dict[str, Any]:
    """What the live page and the desks give their parts."""
    state = world.state(*world.PHASES[phase])
    support = {"1": (1200, 4), "2": (41, 0)}
    session = world.session(state["session"]["state"])
    page = first_paint.arranged(state, support, {"12": (41, 12, 3, 40, 9)}, whole=True)
    return {
        "session": session,
        "state": state,
        "page": page,
        "card": None,
        "polls": {},
        "guest": world.guest(),
        "leader": world.leader(),
        "rights": [],
        "pages": {},
        "snapshot": {"viewers": 1204, "state": state},
        "support": support,
        "places": [],
        "question": page["current"] or {},
        "questions": [samples.OWN],
        "level": "h3",
        "obstacle": "real_name_needed",
        "n": 1,
        "option": samples.OPTION,
        "poll": page.get("poll"),
        "entry": first_paint.BLANK,
    }


def _shown(kind: str) -> Iterator[dict[str, Any]]:
    common = _common("answering")
    page = common["page"]
    if kind == "phase":
        yield from (_common(phase) for phase in world.PHASES)
    elif kind == "question":
        state = common["state"]
        numbers = state["questions"].values()
        more = {"total": 41, "topic": state["session"]["topics"][0]}
        yield from ({**common, "question": {**each, **more}} for each in numbers)
    elif kind == "once":
        yield common
    else:
        said = [*page["earlier"], *page["recent"]]
        wanted = [each for each in said if _is_of(each["type"], kind)]
        yield from ({**common, "entry": each, "wording": _wording(each)} for each in wanted)


def _is_of(what: str, kind: str) -> bool:
    return kind == "entry" or (KINDS.get(kind, what) == what and (kind != "said" or what in SAID))


def _wording(entry: dict[str, Any]) -> dict[str, Any]:
    return entry["earlier"][0] if entry["earlier"] else {}
