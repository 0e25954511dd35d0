"""The auditor's pages: every administrative act, as a list, as CSV, and the proof of the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auditing import proof, reading
from accounts.auditing.reading import Entry, Wanted
from accounts.events import Change
from accounts.office import Staff, audits, office
from accounts.offices import wording
from accounts.offices.audit_forms import WantedForm
from accounts.sheets import writing

PER_PAGE = 50
# Where the object of an act is seen, by what it is.
PLACES = {"organisation": "office_unit", "leader": "office_leader", "user": "office_person"}


@require_safe
@office(audits)
def audit(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List the acts that are looked for, newest first."""
    form, wanted = _asked(request)
    before = request.GET.get("before", "")
    found: list[Entry] = []
    if wanted is not None:
        number = int(before[:18]) if before.isdecimal() else 0
        found = reading.page(wanted, before=number, limit=PER_PAGE + 1)
    rows = found[:PER_PAGE]
    context = {
        "here": "office_audit",
        "staff": staff,
        "form": form,
        "rows": [_row(entry) for entry in rows],
        "query": _query(request),
        "older": rows[-1].seq if len(found) > PER_PAGE else None,
        "newest": not before,
    }
    return render(request, "office/audit.html", context, status=200 if wanted else 422)


@require_safe
@office(audits)
def export(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Give the acts that are looked for as CSV, all of them."""
    _form, wanted = _asked(request)
    table = _table(wanted) if wanted is not None else iter([_head()])
    response = StreamingHttpResponse(writing.lines(table), content_type="text/csv; charset=utf-8")
    name = f"huiyin-audit-{timezone.localdate():%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@office(audits)
def verify(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Read the log from its first entry on, and say whether it is as it was written."""
    upto = request.GET.get("upto", "")
    found = proof.prove(int(upto[:18]) if upto.isdecimal() else None)
    context = {"here": "office_audit", "staff": staff, "proof": found, "at": timezone.now()}
    return render(request, "office/audit_verify.html", context)


def _asked(request: HttpRequest) -> tuple[WantedForm, Wanted | None]:
    form = WantedForm(request.GET)
    return form, form.wanted if form.is_valid() else None


def _query(request: HttpRequest) -> str:
    names = ("act", "person", "unit", "since", "until")
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def _row(entry: Entry) -> dict[str, Any]:
    act = entry.act
    return {
        "entry": entry,
        "words": wording.act(act.act) if act else _("The words of this entry were erased"),
        "changes": [_told(change, act.what) for change in act.changes] if act else [],
        "href": _address(act.what, act.id) if act else "",
    }


def _told(change: Change, what: str) -> dict[str, str]:
    return {
        "field": wording.field(change.field, what),
        "before": wording.value(change.before),
        "after": wording.value(change.after),
    }


def _address(what: str, pk: int) -> str:
    try:
        return reverse(PLACES[what], args=[pk])
    except (KeyError, NoReverseMatch):
        return ""


def _head() -> list[str]:
    return [
        _("No."),
        _("Time"),
        _("Act"),
        _("By"),
        _("Address"),
        _("What"),
        _("Name"),
        _("Unit"),
        _("Changes"),
        _("Reason"),
    ]


def _table(wanted: Wanted) -> Iterator[list[object]]:
    yield list(_head())
    for entry in reading.everything(wanted):
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        act = entry.act
        if act is None:
            yield [entry.seq, at, "", entry.by, "", "", "", "", "", ""]
            continue
        told = "; ".join(f"{each.field}: {each.before} → {each.after}" for each in act.changes)
        what = f"{act.what} {act.id}"
        yield [
            entry.seq, at, act.act, entry.by, act.ip, what, act.name, entry.unit, told, act.reason
        ]  # fmt: skip
