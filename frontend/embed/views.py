"""The frames: a session live, its questions, its transcript, one entry of it.

Nobody signs in within a frame, so nothing personal is in one, and a rehearsal never is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from archive.beside import Thought
from archive.transcript import arrange
from dialogue import caching, moments, projection
from dialogue.pressed import encode
from frontend import first_paint, looks
from frontend.embed.framing import framed, sites_of
from log.codes import Refused
from sessions_app import queries as sessions
from sessions_app.models import Session
from sessions_app.states import OVER

# A frame asks again this often while its session is not over; a cache may answer.
FRESH_SECONDS = 5
# The last words said, and the questions, of a frame; the rest is one tap away.
LATEST = 4
LISTED = 30
UNWEIGHED = (0, 0, 0, 0, 0)

Shown = dict[str, Any]


def public_session(number: int) -> Session:
    """Return a session that anybody may know of, or raise Http404."""
    try:
        return sessions.known_by_number(number)
    except Refused as refusal:
        raise Http404 from refusal


@require_safe
def live(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show what happens now: the question, the next one, the last words said."""
    return _frame(request, number, "live", _live)


@require_safe
def questions(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the public questions, most supported first."""
    return _frame(request, number, "questions", _questions)


@require_safe
def transcript(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the whole record; while it runs, what was said so far."""
    return _frame(request, number, "transcript", _transcript)


@require_safe
def entry(request: HttpRequest, number: int, seq: int) -> HttpResponseBase:
    """Show one entry of the record, with the question it answers."""
    return _frame(request, number, f"entry {seq}", lambda page, session: _one(page, seq))


def _live(page: Shown, _session: Session) -> Shown:
    return {"template": "embed/live.html", "entries": page["said"][-LATEST:]}


def _questions(page: Shown, _session: Session) -> Shown:
    return {"template": "embed/questions.html", "listed": page["listed"][:LISTED]}


def _transcript(page: Shown, session: Session) -> Shown:
    if session.state not in OVER:
        return {"template": "embed/running.html", "entries": page["said"]}
    record = arrange(projection.current(session).state)
    return {"template": "embed/transcript.html", "transcript": record}


def _one(page: Shown, seq: int) -> Shown:
    found = next((each for each in page["said"] if each["seq"] == seq), None)
    if found is None or found["type"] == "notice":
        raise Http404
    return {"template": "embed/entry.html", "entry": found}


def _arranged(snapshot: Shown) -> Shown:
    """What the live page shows, and what people made of each answer, in words: nobody acts here."""
    opinions = snapshot["opinions"]
    page = first_paint.arranged(snapshot["state"], snapshot["support"], opinions)
    said = [
        {**each, "thought": Thought.of(opinions.get(str(each["seq"]), UNWEIGHED))}
        for each in (*page["earlier"], *page["recent"])
    ]
    return {**page, "said": said}


def _frame(
    request: HttpRequest, number: int, what: str, show: Callable[[Shown, Session], Shown]
) -> HttpResponseBase:
    session = public_session(number)
    snapshot = projection.snapshot(session)
    sites, theme = sites_of(session), looks.theme(request, "auto")

    def make() -> bytes:
        page = _arranged(snapshot)
        context = {
            "session": session,
            "state": snapshot["state"],
            "page": page,
            "theme": theme,
            "sites": " ".join(sites),
            "over": session.state in OVER,
            **show(page, session),
        }
        return looks.page(request, context["template"], context).content

    place = (session.pk, session.version, snapshot["epoch"], snapshot["seq"], sites)
    figures = encode({kind: snapshot[kind] for kind in ("support", "opinions")})
    key = ("embed", what, *place, figures, looks.lang(request), theme)

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = HttpResponse(moments.pages.get(key, make))
        response["Content-Language"] = looks.lang(request)
        return caching.page(request, response, seconds=FRESH_SECONDS)

    return framed(request, sites, answer)
