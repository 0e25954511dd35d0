"""The live room over HTTP: follow without a socket, act by POST, one's own news."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from accounts import principals, tokens
from accounts import queries as people
from accounts.principals import Principal
from accounts.services.consent import WITHDRAWN
from dialogue import api_schemas as schemas
from dialogue import (
    asyncapi,
    caching,
    handle,
    limits,
    live,
    mine,
    projection,
    shown,
    threads,
)
from dialogue.api_auth import bearer, principal, visitor
from dialogue.api_errors import ERRORS, PUBLIC_ERRORS, ErrorOut
from dialogue.caching import cacheable, cacheable_body
from dialogue.figures import FIGURES
from dialogue.origins import is_foreign
from log import reading
from log.codes import Refused
from sessions_app import queries as sessions
from sessions_app.models import Session

router = Router()
# Following the log by polling, this many events a time.
PAGE = 200
SEGMENT = 200
SEGMENT_SECONDS = 300
PUBLIC = {200: schemas.SessionOut, **PUBLIC_ERRORS}


def _token(person: Principal | None) -> dict[str, Any]:
    return {
        "token": tokens.mint(person) if person else None,
        "principal": person.key if person else None,
        "name": person.name if person else "",
        "expires_in": settings.TOKEN_SECONDS,
    }


@router.get("/me/token", response={200: schemas.TokenOut, 403: ErrorOut}, tags=["me"])
def me_token(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """Return a short-lived token for whoever is signed in, or is known as a guest.

    Refuses staff who have not used a second factor: second_factor_needed.
    """
    response["Cache-Control"] = "no-store"
    if getattr(request.user, "agreed", "") == WITHDRAWN:
        raise Refused("consent_needed")
    return _token(principals.of_request(request))


@router.post(
    "/me/guest", response={200: schemas.TokenOut, 403: ErrorOut, 422: ErrorOut}, tags=["me"]
)
def me_guest(request: HttpRequest, response: HttpResponse, body: schemas.GuestIn) -> dict[str, Any]:
    """Become a guest under a name: sets a cookie by which the guest is known again."""
    if is_foreign(request):
        # Another site's page must not replace the guest somebody is here.
        raise Refused("not_allowed")
    limits.guests.take(request.META.get("REMOTE_ADDR", ""))
    guest = principals.new_guest(body.name)
    principals.remember_guest(response, guest)
    response["Cache-Control"] = "no-store"
    return _token(guest)


def _readable(request: HttpRequest, number: int) -> Session:
    """Return a session whose record the caller may read; who that is matters for rehearsals."""
    return sessions.readable(number, partial(visitor, request))


@router.get("/sessions/{number}", response=PUBLIC, tags=["sessions"])
def session_details(request: HttpRequest, number: int) -> HttpResponseBase:
    """Return what is public about a session as a whole."""
    session = _readable(request, number)
    details = projection.current(session).state["session"]
    return cacheable(request, {"number": number, **details}, seconds=caching.kept(session, 1))


@router.get(
    "/sessions/{number}/snapshot",
    response={200: schemas.SnapshotOut, **PUBLIC_ERRORS},
    tags=["live"],
)
def snapshot(request: HttpRequest, number: int) -> HttpResponseBase:
    """Return the whole public state with its position: where a client begins."""
    session = _readable(request, number)
    body = projection.snapshot_body(session, viewers=live.viewers(number))
    return cacheable_body(request, body, seconds=caching.kept(session, 1))


@router.get(
    "/sessions/{number}/log",
    response={200: schemas.LogOut, 410: ErrorOut, **PUBLIC_ERRORS},
    tags=["live"],
)
def log(request: HttpRequest, number: int, after: int = 0, epoch: str = "") -> HttpResponseBase:
    """Return what follows a position: the way to follow without a socket."""
    session = _readable(request, number)
    head = reading.head(session.public_id)
    if (epoch and epoch != head.epoch) or after > head.seq:
        raise Refused("resync")
    events = reading.after(session.public_id, after, limit=PAGE)
    last = events[-1].seq if events else after
    body = {
        "epoch": head.epoch,
        "seq": max(head.seq, last),
        "events": shown.frames(session.public_id, events),
        "more": last < head.seq,
        **{kind: each.totals(session.pk, None) for kind, each in FIGURES.items()},
        "viewers": live.viewers(number),
    }
    return cacheable(request, body, seconds=caching.kept(session, 1))


@router.get(
    "/sessions/{number}/log/{epoch}/{first}-{last}",
    response={200: schemas.SegmentOut, 410: ErrorOut, **PUBLIC_ERRORS},
    tags=["live"],
)
def segment(
    request: HttpRequest, number: int, epoch: str, first: int, last: int
) -> HttpResponseBase:
    """Return a full stretch of 200 events (1-200, 201-400, …); only their words may go."""
    session = _readable(request, number)
    head = reading.head(session.public_id)
    if epoch != head.epoch:
        raise Refused("resync")
    if first < 1 or first % SEGMENT != 1 or last != first + SEGMENT - 1:
        raise Refused("not_found")
    if last > head.seq:
        raise Refused("segment_not_complete")
    events = reading.after(session.public_id, first - 1, limit=SEGMENT)
    body = {"epoch": epoch, "events": shown.frames(session.public_id, events)}
    # Not for ever: what is taken down later must leave the caches too, and soon.
    return cacheable(request, body, seconds=caching.kept(session, SEGMENT_SECONDS))


@router.get(
    "/sessions/{number}/mine", auth=bearer, response={200: schemas.MineOut, **ERRORS}, tags=["live"]
)
def my_news(request: HttpRequest, response: HttpResponse, number: int) -> dict[str, Any]:
    """Return who one is here, one's own questions and what one supports."""
    me = principal(request)
    people.demand_current(me)
    response["Cache-Control"] = "no-store"
    return mine.of(me, sessions.known_by_number(number, me))


@router.post(
    "/sessions/{number}/acts",
    auth=bearer,
    response={200: schemas.AckOut, 410: ErrorOut, 500: ErrorOut, 503: ErrorOut, **ERRORS},
    tags=["live"],
)
async def act(request: HttpRequest, number: int) -> HttpResponse:
    """Do one act: the same document, service and acknowledgement as over the socket."""
    session = await threads.read(sessions.known_by_number, number, principal(request))
    try:
        document = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Refused("bad_act") from error
    ack = await handle.handle(session, document, by=principal(request))
    body = orjson.dumps(ack.as_json())
    status = ack.error.status if ack.error else 200
    return HttpResponse(body, status=status, content_type="application/json")


@router.get("/asyncapi.json", include_in_schema=False)
def socket_description(request: HttpRequest) -> HttpResponseBase:
    """Return the socket's AsyncAPI document."""
    return cacheable(request, asyncapi.document(), seconds=300)
