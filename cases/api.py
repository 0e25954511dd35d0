"""Cases over HTTP: what anyone may read."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from cases import api_schemas as schemas
from cases import queries, story
from cases.rows import Row, row
from dialogue.api_errors import PUBLIC_ERRORS
from dialogue.caching import cacheable

router = Router(tags=["cases"])
FRESH_SECONDS = 3

Before = Annotated[str, Query(max_length=16, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/cases", response={200: schemas.CasesOut, **PUBLIC_ERRORS})
def case_list(
    request: HttpRequest, show: queries.Show = "all", before: Before = "", limit: Limit = 50
) -> HttpResponseBase:
    """Return one page of cases, the newest first."""
    rows = queries.page_before(show, before, limit + 1)
    more = rows[limit - 1].number if len(rows) > limit else None
    body: dict[str, Any] = {"rows": [_plain(row(case)) for case in rows[:limit]], "next": more}
    return cacheable(request, body, seconds=FRESH_SECONDS)


def _plain(shown: Row) -> dict[str, Any]:
    """A row without words that depend on the reader's language: one answer for all."""
    rest = {name: value for name, value in shown.items() if name != "state_label"}
    return rest | ({"title": ""} if shown["gone"] else {})


@router.get("/cases/{number}", response={200: schemas.CaseOut, **PUBLIC_ERRORS})
def one_case(request: HttpRequest, number: str) -> HttpResponseBase:
    """Return one case with its timeline, as its page shows it."""
    told = story.tell(queries.by_number(number))
    return cacheable(request, story.as_json(told), seconds=FRESH_SECONDS)
