"""The security log, for the security administrator and the auditor."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import office
from accounts.guarding import reading
from accounts.guarding.forms import LogFilter
from accounts.office import Staff
from accounts.queries import person_named


@office.office(office.guards)
@require_safe
def log(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Show the lines that are asked for, newest first."""
    form = LogFilter(request.GET)
    shown = reading.page(_asked(form), before=_number(request.GET.get("before", "")))
    if form.errors:
        shown = reading.Page([], 0)
    asked = [(name, value) for name, value in request.GET.items() if name in form.fields and value]
    context = {
        "staff": staff,
        "here": "office_security",
        "form": form,
        "rows": shown.rows,
        "older": urlencode([*asked, ("before", str(shown.older))]) if shown.older else "",
        "newest": urlencode(asked) if "before" in request.GET else None,
        "filtered": bool(asked),
    }
    return render(request, "office/security.html", context)


def _asked(form: LogFilter) -> reading.Asked:
    """Return what was asked for; whoever does not exist is an error beside the field."""
    if not form.is_valid():
        return reading.Asked()
    said = form.cleaned_data
    user = person_named(said["person"]) if said["person"] else None
    if said["person"] and user is None:
        form.add_error("person", _("Nobody has this user name or public name."))
    return reading.Asked(user, said["kind"], said["outcome"], said["since"], said["until"])


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 19 else 0
