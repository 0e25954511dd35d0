"""Where a unit works on its cases: the list of what is to be done, and one case at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import principals
from accounts.principals import Principal
from cases import flow, notes, queries, rules, states, story, unsent
from cases.doings import DOINGS, Doing, attempt, in_words
from cases.forms import NoteForm, ReplyForm
from cases.models import Case
from cases.notices import missing_calendars
from cases.rows import row
from cases.states import State
from cases.views import known_case
from dialogue.text import clean
from dialogue.text import render as rendered
from log.codes import Refused

PER_PAGE = 50
TABS: Mapping[str, frozenset[State]] = {
    "waiting": states.WAITING,
    "answered": frozenset({State.ANSWERED}),
    "closed": frozenset({State.CLOSED}),
}


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """List the cases of one's units, what is due first coming first."""
    if not request.user.is_authenticated:
        return redirect(f"/sign-in/?next={request.path}")
    units = rules.readable_units(principals.of_request(request))
    if not units.exists():
        raise Http404
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else "waiting"
    page = Paginator(queries.in_units(units, TABS[tab]), PER_PAGE).get_page(request.GET.get("page"))
    rows = [row(case) for case in page]
    context = {
        "show": tab,
        "page": page,
        "rows": rows,
        "query": f"show={tab}&",
        "warnings": missing_calendars(shown["due_on"].year for shown in rows),
    }
    return render(request, "cases/queue.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handle(request: HttpRequest, number: str) -> HttpResponseBase:
    """Work on one case with plain forms. A refusal keeps what was typed and says what to do."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    who = principals.of_request(request)
    case = known_case(number)
    held = rules.rights(who, case)
    if who is None or not rules.may_read(held):
        raise Http404
    doing = DOINGS.get(request.POST.get("do", ""))
    refused = _attempt(doing, case, request.POST, who, held) if doing else None
    if doing and refused is None:
        messages.success(request, str(doing.done))
        unsent.keep(request, number, but=request.POST["do"])
        return redirect("case_handle", number)
    sent = request.POST if request.method == "POST" else unsent.of(request, number)
    context = _context(known_case(number), who, sent, refused)
    return render(request, "cases/handle.html", context, status=refused.status if refused else 200)


def _attempt(
    doing: Doing, case: Case, sent: QueryDict, who: Principal, held: rules.Rights
) -> Refused | None:
    if not rules.may_handle(held):
        return Refused("read_only")
    return attempt(doing, case, sent, who)


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    """Ask to sign in; whoever was signed out while writing gets the words back first."""
    typed = request.POST.get("text", "") or request.POST.get("note", "")
    if not typed:
        return redirect(f"/sign-in/?next={request.path}")
    return render(request, "cases/signed_out.html", {"kept": typed}, status=401)


def _context(
    case: Case, who: Principal, sent: Mapping[str, str], refused: Refused | None
) -> dict[str, Any]:
    held = rules.rights(who, case)
    typed = sent.get("text", "")
    previewing = sent.get("do") == "preview"
    # A fresh version each time: whoever sends again has seen how the case stands now.
    reply = ReplyForm(initial={"version": case.version, "text": typed})
    if refused and sent.get("do") == "reply":
        reply.mark()
    return {
        "story": story.tell(case),
        "reading_only": not rules.may_handle(held),
        "possible": {act.value for act in flow.possible(case.state, held)},
        "reply": reply,
        "note": NoteForm(initial={"note": sent.get("note", "")}),
        "kept": typed if case.state != State.ACCEPTED else "",
        "preview": rendered(clean(typed)) if previewing else "",
        "refused": in_words(refused) if refused else "",
        "notes": notes.of(case),
    }
