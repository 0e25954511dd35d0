"""Finding a person, and guarding their account."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import office
from accounts.guarding import account, reading
from accounts.guarding.forms import Reason, Search
from accounts.office import Staff
from accounts.queries import account_holders
from accounts.services import finding, guarding
from log.codes import Refused

Act = Callable[..., None]
# What can be done to an account: the service, and what is said when it is done.
ACTS: dict[str, tuple[Act, Callable[[], str]]] = {
    "lock": (guarding.lock, lambda: _("The account is locked.")),
    "unlock": (guarding.unlock, lambda: _("The account is open again.")),
    "lift": (guarding.lift_limit, lambda: _("The limit is lifted.")),
    "reset": (guarding.reset_factors, lambda: _("The second factors are removed.")),
}


@office.office(office.knows_people)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Find one person by what is theirs alone; each search is on record."""
    form = Search(request.POST or None)
    if form.is_valid():
        person = finding.find(form.cleaned_data["words"], by=staff.principal)
        if person:
            return redirect("office_person", person.pk)
        form.add_error(
            "words", _("Nobody is known by exactly this. Please compare it letter by letter.")
        )
    context = {"staff": staff, "here": "office_people", "form": form}
    return render(request, "office/people.html", context, status=422 if form.errors else 200)


@office.office(office.knows_people)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show one person's account; lock or unlock it, or take its second factors away.

    How somebody signs in, and from where, is for those who guard accounts, and the auditor.
    Whoever only may see who people are gives a reason first, on the page for that.
    """
    somebody = get_object_or_404(account_holders(), pk=number)
    form = Reason(request.POST or None)
    act = request.POST.get("act", "")
    may_read_log = office.guards(staff) or staff.is_auditor
    if request.method == "POST" and act in ACTS and form.is_valid():
        service, done = ACTS[act]
        try:
            service(somebody, by=staff.principal, reason=form.cleaned_data["reason"].strip())
        except Refused as refusal:
            form.add_error("reason", refusal.message())
        else:
            messages.success(request, done())
            return redirect("office_person", number)
    context = {
        "staff": staff,
        "here": "office_people",
        "form": form,
        "act": act,
        "person": somebody,
        "account": account.of(somebody),
        "events": reading.of_person(somebody) if may_read_log else [],
        "may_read_log": may_read_log,
        "log_query": urlencode({"person": somebody.username}),
        "may_guard": office.guards(staff) and somebody.pk != staff.user.pk,
    }
    return render(request, "office/person.html", context, status=422 if form.errors else 200)
