"""The schedule and the directory over HTTP: the same filters as on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from accounts import directory
from accounts.models import Leader, Organisation, Tenure
from dialogue import queries as dialogue
from dialogue.api_errors import PUBLIC_ERRORS
from dialogue.caching import cacheable
from frontend import api_schemas as schemas
from sessions_app import filters
from sessions_app import queries as sessions
from sessions_app.filters import When
from sessions_app.models import Session

router = Router(tags=["schedule"])
FRESH_SECONDS = 3
MOST = 20
# What a number of a row, and of a page, can be.
Id = Annotated[int, Query(ge=0, le=2**53)]
Words = Annotated[str, Query(max_length=60, description="part of the name")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/sessions", response={200: schemas.ScheduleOut, **PUBLIC_ERRORS})
def schedule(
    request: HttpRequest,
    when: When = "coming",
    q: Annotated[str, Query(max_length=60, description="words in the title")] = "",
    unit: Id = 0,
    leader: Id = 0,
    topic: Annotated[str, Query(max_length=30, description="code of a topic")] = "",
    period: Literal["", "week", "month"] = "",
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HttpResponseBase:
    """Return one page of the schedule, as /sessions/ shows it."""
    asked = {"when": when, "q": q, "unit": unit, "leader": leader, "topic": topic}
    chosen = filters.read(asked | {"period": period, "from": first, "to": last})
    rows = filters.narrow(sessions.public_sessions(), chosen).prefetch_related("topics")
    found = Paginator(rows, MOST).get_page(page)
    body = {
        "rows": [_session(session) for session in found] if page <= found.number else [],
        "count": found.paginator.count,
        "next": page + 1 if page < found.paginator.num_pages else None,
    }
    return cacheable(request, body, seconds=FRESH_SECONDS)


def _session(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        "title": session.title,
        "state": session.state,
        "unit": _ref(session.organisation),
        "guests": [
            {"name": guest.name, "post": guest.post, "leader": guest.leader_id}
            for guest in session.guests.all()
        ],
        "topics": [
            {"code": topic.code, "name": topic.name, "name_en": topic.name_en}
            for topic in session.topics.all()
        ],
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "announced_for": session.announced_for,
        "takes_questions": session.takes_questions,
        "cancel_reason": session.cancel_reason,
        "version": session.version,
    }


def _ref(unit: Organisation) -> dict[str, Any]:
    return {"id": unit.pk, "name": unit.name}


@router.get("/leaders", response={200: schemas.LeadersOut, **PUBLIC_ERRORS}, tags=["directory"])
def leader_list(request: HttpRequest, q: Words = "", limit: Limit = 8) -> HttpResponseBase:
    """Return a few leaders whose name or post is like what was typed."""
    rows = directory.suggest_leaders(_words(q))[:limit]
    return cacheable(request, {"rows": [_leader(row) for row in rows]}, seconds=FRESH_SECONDS)


def _words(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())


def _leader(row: Leader) -> dict[str, Any]:
    posts: Iterable[Tenure] = getattr(row, "posts_now", [])
    return {"id": row.pk, "name": row.name, "posts": [_post(post) for post in posts]}


def _post(post: Tenure) -> dict[str, Any]:
    return {
        "unit": _ref(post.organisation),
        "post": post.post,
        "since": post.since,
        "until": post.until,
        "spokesperson": post.spokesperson,
    }


@router.get("/leaders/{pk}", response={200: schemas.LeaderOut, **PUBLIC_ERRORS}, tags=["directory"])
def one_leader(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return a leader: posts now and before, biography, how much was answered."""
    found = directory.leader(pk)
    now, former = directory.posts(found)
    body = _leader(found) | {
        "posts": [_post(post) for post in now],
        "former": [_post(post) for post in former],
        "biography": found.biography,
        "portrait": found.portrait.url if found.portrait else "",
        "answered": dialogue.answered_by(found),
    }
    return cacheable(request, body, seconds=FRESH_SECONDS)


@router.get("/units", response={200: schemas.UnitsOut, **PUBLIC_ERRORS}, tags=["directory"])
def unit_list(request: HttpRequest, q: Words = "", limit: Limit = 8) -> HttpResponseBase:
    """Return a few organisations whose name is like what was typed."""
    rows = directory.suggest_units(_words(q))[:limit]
    return cacheable(request, {"rows": [_unit(row) for row in rows]}, seconds=FRESH_SECONDS)


def _unit(row: Organisation) -> dict[str, Any]:
    parent = _ref(row.parent) if row.parent else None
    return {**_ref(row), "level": row.level, "parent": parent}


@router.get("/units/{pk}", response={200: schemas.UnitOut, **PUBLIC_ERRORS}, tags=["directory"])
def one_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return an organisation: where it stands, how to reach it, who is in office."""
    found = directory.unit(pk)
    told = ("code", "about", "phone", "email", "address", "website", "working_hours", "active")
    body = _unit(found) | {name: getattr(found, name) for name in told}
    body["above"] = [_ref(row) for row in directory.above(found)]
    body["holders"] = [
        {
            "leader": post.leader_id,
            "name": post.leader.name,
            "post": post.post,
            "spokesperson": post.spokesperson,
        }
        for post in directory.holders(found)
    ]
    return cacheable(request, body, seconds=FRESH_SECONDS)
