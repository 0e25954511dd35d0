"""The office's pages of units: the tree to walk through, and what its keepers do to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import asked, places, tree
from accounts.directory import in_office
from accounts.models import Organisation, Tenure
from accounts.office import Staff, manages, office
from accounts.offices.unit_forms import CloseForm, MoveForm, UnitForm
from accounts.services import organisations
from log.codes import Refused

PER_PAGE = 50
# At which field of the form a refusal is shown.
BESIDE = {"name_taken": "name", "code_taken": "code"}


@require_safe
@office(manages)
def units(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Show the top of the tree, or what was searched for."""
    words = asked.words(request, "q", 80)
    rows = tree.found(words) if words else tree.below(None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "query": f"q={words}&" if words else "",
        "mine": [] if words else _branches(staff),
        "may_add": staff.keeps(None),
        "rows": _rows(page, tree.ways_to(page) if words else {}, None, counted=not words),
    }
    return _page(request, staff, "office/units.html", context)


@require_safe
@office(manages)
def unit(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Show one unit: what is told of it, and the units right below."""
    here = get_object_or_404(Organisation, pk=pk)
    *above, here = tree.way_to(here)
    page = Paginator(tree.below(here), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": here,
        "above": above,
        "doubts": places.doubts(here, above[-1] if above else None),
        "leaders": _leaders(here),
        "keeps": staff.keeps(here),
        "moves": staff.keeps(above[-1] if above else None),
        "close": CloseForm(),
        "page": page,
        "rows": _rows(page, {}, here, counted=True),
    }
    return _page(request, staff, "office/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def new(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Add a unit below the one that the address names, or at the top."""
    above = asked.number(request, "in")
    parent = get_object_or_404(Organisation, pk=above) if above else None
    if not staff.keeps(parent):
        raise Refused("not_yours")
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organisations.create(parent=parent, by=staff.principal, **form.details)
        except Refused as refusal:
            _beside(form, refusal)
        else:
            return _done(request, made, _("{name} was added.").format(name=made.name))
    context = {"form": form, "parent": parent, "back": parent}
    return _page(request, staff, "office/unit_form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def edit(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Change what is told of a unit."""
    here = _kept(staff, pk)
    form = UnitForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        try:
            changed = organisations.change(here, by=staff.principal, **form.details)
        except Refused as refusal:
            _beside(form, refusal)
        else:
            return _done(request, changed, _("Your changes are saved."))
    here = get_object_or_404(Organisation, pk=pk)
    context = {"form": form, "unit": here, "back": here}
    return _page(request, staff, "office/unit_form.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def move(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Put a unit under another one."""
    here = _kept(staff, pk)
    form = MoveForm(request.POST or None)
    form.fields["parent"].required = not staff.keeps(None)
    if request.method == "POST" and form.is_valid():
        try:
            parent = form.cleaned_data["parent"]
            moved = organisations.move(here, parent=parent, by=staff.principal)
        except Refused as refusal:
            form.add_error("parent", refusal.message())
        else:
            return _done(request, moved, _("{name} has its new place.").format(name=moved.name))
    context = {"form": form, "unit": here, "above": tree.way_to(here)[:-1]}
    return _page(request, staff, "office/unit_move.html", context, form)


@require_POST
@office(manages)
def close(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Close a unit, or open a closed one again."""
    here = _kept(staff, pk)
    form = CloseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if here.active:
        organisations.close(here, by=staff.principal, reason=reason)
        return _done(request, here, _("{name} is closed.").format(name=here.name))
    organisations.reopen(here, by=staff.principal)
    return _done(request, here, _("{name} is open again.").format(name=here.name))


def _kept(staff: Staff, pk: int) -> Organisation:
    here = get_object_or_404(Organisation, pk=pk)
    if not staff.keeps(here):
        raise Refused("not_yours")
    return here


def _rows(
    page: Any, ways: dict[int, str], parent: Organisation | None, *, counted: bool
) -> list[dict[str, Any]]:
    numbers = tree.numbers_below(parent) if counted else {}
    return [
        {"unit": each, "way": ways.get(each.pk, ""), "below": numbers.get(each.pk, 0)}
        for each in page
    ]


def _leaders(unit: Organisation) -> int:
    """Return how many people are in office in a unit and below it."""
    held = Tenure.objects.filter(in_office(), organisation__path__startswith=unit.path)
    return held.values("leader").distinct().count()


def _branches(staff: Staff) -> list[Organisation]:
    tops = [pk for pk, right in staff.held if right == "manage"]
    return list(Organisation.objects.filter(pk__in=tops).order_by("path")) if tops else []


def _beside(form: ModelForm[Organisation], refusal: Refused) -> None:
    form.add_error(BESIDE.get(refusal.code), refusal.message())


def _done(request: HttpRequest, unit: Organisation, words: str) -> HttpResponse:
    messages.success(request, words)
    for doubt in places.doubts(unit, unit.parent):
        messages.warning(request, doubt)
    return redirect("office_unit", unit.pk)


def _page(
    request: HttpRequest,
    staff: Staff,
    template: str,
    context: dict[str, Any],
    form: Form | ModelForm[Organisation] | None = None,
) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    shown = {"here": "office_units", "staff": staff, **context}
    return render(request, template, shown, status=status)
