"""Answers that are being prepared, over HTTP: by whoever drafts, for whoever answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts import queries as people
from dialogue import api_schemas as schemas
from dialogue import limits, queries, threads
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from dialogue.events import Source
from dialogue.models import Draft
from dialogue.services import drafts
from dialogue.text import render
from dialogue.wording import Wording, checked
from sessions_app import queries as sessions
from sessions_app import rules
from sessions_app.models import Session

router = Router(tags=["console"])


def _for_drafts(request: HttpRequest, number: int) -> Session:
    me = principal(request)
    people.demand_current(me)
    session = sessions.known_by_number(number, me)
    rules.demand(rules.may_see_draft(rules.rights(me, session)))
    return session


def _draft(number: int, draft: Draft | None, names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": number,
        "text": draft.text if draft else "",
        "sources": draft.sources if draft else [],
        "ready": bool(draft and draft.ready),
        "version": draft.version if draft else 0,
        "by": draft.by if draft else "",
        "by_name": names.get(draft.by, "") if draft else "",
        "at": draft.at.isoformat() if draft else None,
    }


def _named(number: int, draft: Draft | None) -> dict[str, Any]:
    return _draft(number, draft, people.staff_names([draft.by] if draft else []))


@router.get(
    "/sessions/{number}/drafts", auth=bearer, response={200: list[schemas.DraftRowOut], **ERRORS}
)
def draft_list(request: HttpRequest, response: HttpResponse, number: int) -> list[dict[str, Any]]:
    """Return which answers are being prepared, by whom, and which are ready; without texts."""
    session = _for_drafts(request, number)
    response["Cache-Control"] = "no-store"
    rows = list(queries.drafts(session))
    names = people.staff_names(draft.by for draft in rows)
    return [_draft(draft.question.number, draft, names) for draft in rows]


@router.get(
    "/sessions/{number}/drafts/{question}",
    auth=bearer,
    response={200: schemas.DraftOut, **ERRORS},
)
def draft(
    request: HttpRequest, response: HttpResponse, number: int, question: int
) -> dict[str, Any]:
    """Return the answer that is being prepared for a question."""
    session = _for_drafts(request, number)
    response["Cache-Control"] = "no-store"
    asked = queries.question(session, question)
    return _named(question, Draft.objects.filter(question=asked).first())


@router.put(
    "/sessions/{number}/drafts/{question}",
    auth=bearer,
    response={200: schemas.DraftOut, **ERRORS},
)
def save_draft(
    request: HttpRequest, number: int, question: int, body: schemas.DraftIn
) -> dict[str, Any]:
    """Save the answer that is being prepared; refused as stale if somebody else did."""
    session = _for_drafts(request, number)
    sources = body.sources
    wording = Wording(
        text=body.text,
        sources=None if sources is None else [Source(**each.dict()) for each in sources],
        ready=body.ready,
    )
    me = principal(request)
    saved = threads.write_and_wait(
        drafts.save, session, number=question, text=wording, version=body.version, by=me
    )
    return _named(question, saved)


@router.post(
    "/sessions/{number}/preview",
    auth=bearer,
    response={200: schemas.PreviewOut, **ERRORS},
)
def preview(request: HttpRequest, number: int, body: schemas.PreviewIn) -> dict[str, str]:
    """Return an answer's Markdown as it will look, sanitised: for those who may write one."""
    limits.acts.take(principal(request).key)
    _for_drafts(request, number)
    # Tidied and refused as publishing it would be.
    return {"html": render(checked(body.text))}
