"""The office's side of suggestions: what waits, what was decided, and deciding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django_stubs_ext import StrPromise

from accounts.office import Staff, office, weighs_wishes
from frontend.wishes.forms import DecisionForm
from log.codes import Refused
from sessions_app import wishes
from sessions_app.models import Session, Wish
from sessions_app.models.wishes import WishState
from sessions_app.services import wishes as services

PER_PAGE = 30
# Translators: the tabs of the office's page of suggestions
TABS: Mapping[str, tuple[StrPromise, WishState]] = {
    "held": (gettext_lazy("To be reviewed"), WishState.HELD),
    "open": (gettext_lazy("Open for votes"), WishState.OPEN),
    "planned": (gettext_lazy("Planned"), WishState.PLANNED),
    "declined": (gettext_lazy("Declined"), WishState.DECLINED),
}


def _mine(staff: Staff) -> QuerySet[Wish]:
    return wishes.every() if staff.is_auditor else wishes.to_weigh(staff.principal)


@office(weighs_wishes)
@require_safe
def listed(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List the suggestions of one's branches: what waits longest, or is wanted most, first."""
    show = request.GET.get("show", "")
    show = show if show in TABS else "held"
    order = {"held": "created_at", "open": "-votes"}.get(show, "-decided_at")
    rows = _mine(staff).filter(state=TABS[show][1]).order_by(order, "pk")
    context = {
        "here": "office_wishes",
        "staff": staff,
        "show": show,
        "tabs": [(name, words) for name, (words, _state) in TABS.items()],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"show={show}&",
    }
    return render(request, "office/wishes.html", context)


@office(weighs_wishes)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Show a suggestion and decide it."""
    wish = _mine(staff).filter(pk=pk).first()
    if wish is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _decide(request.POST.get("do", ""), wish, form, staff))
            return redirect("office_wish", pk)
        except Refused as refusal:
            form.add_error("session" if refusal.code == "not_found" else "words", refusal.message())
    context = {
        "here": "office_wishes",
        "staff": staff,
        "wish": wish,
        "form": form,
        "undecided": wish.state in services.UNDECIDED,
        "offered": wishes.sessions_for(wish, staff.principal)[: wishes.SESSIONS_OFFERED],
        "link": wishes.has_public_session(wish),
    }
    return render(request, "office/wish.html", context, status=422 if form.errors else 200)


def _decide(do: str, wish: Wish, form: DecisionForm, staff: Staff) -> str:
    """Take the decision; return what to say of it. Raises what the services raise."""
    data: dict[str, Any] = form.cleaned_data
    match do:
        case "open":
            services.open_for_votes(wish, by=staff.principal)
            return _("It is public now, and open for votes.")
        case "decline":
            services.decline(wish, words=data["words"], by=staff.principal)
            return _("It is declined. Its author reads why on their own page.")
        case "plan":
            session = Session.objects.filter(number=data["session"] or 0).first()
            if session is None:
                raise Refused("not_found")
            services.plan(wish, session, words=data["words"], by=staff.principal)
            return _("A session is planned. The link shows once it is announced.")
    raise Refused("bad_act")
