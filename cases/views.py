"""The public pages of cases. Nothing personal is in them: they are the same for everybody."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import queries, story
from cases.models import Case
from cases.rows import row
from dialogue import caching
from log.codes import Refused

PER_PAGE = 20
# A step that was just taken shows at once to whoever took it, and soon to all.
FRESH_SECONDS = 3


def known_case(number: str) -> Case:
    """Return a case that has a page, or raise Http404."""
    try:
        return queries.by_number(number)
    except Refused as refusal:
        raise Http404 from refusal


@require_safe
def case_list(request: HttpRequest) -> HttpResponseBase:
    """Show cases by where they stand; ?number= goes straight to one."""
    wanted = digits(request.GET.get("number", ""))
    if wanted and Case.objects.filter(number=wanted).exists():
        return redirect("case", wanted)
    show = queries.show_of(request.GET.get("show", ""))
    page = Paginator(queries.shown(show), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "show": show,
        "page": page,
        "rows": [row(case) for case in page],
        "query": f"show={show}&",
        "figures": queries.figures(),
        "missing": request.GET.get("number", "").strip()[:20],
    }
    response = render(request, "cases/list.html", context)
    return caching.page(request, response, seconds=FRESH_SECONDS)


def digits(typed: str) -> str:
    """Return the digits of a number as somebody typed it: full-width, with spaces or dashes."""
    return "".join(char for char in unicodedata.normalize("NFKC", typed)[:40] if char.isdecimal())


@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponseBase:
    """Show one case: where it stands, its reply, its timeline and what one can do."""
    told = story.tell(known_case(number))
    address = settings.SITE_URL + reverse("case", args=[number])
    response = render(request, "cases/case.html", {"story": told, "address": address})
    return caching.page(request, response, seconds=FRESH_SECONDS)


@require_safe
def case_of_question(request: HttpRequest, session: int, number: int) -> HttpResponseBase:
    """Go from a question to the case that follows it."""
    try:
        return redirect("case", queries.by_question(session, number).number)
    except Refused as refusal:
        raise Http404 from refusal
