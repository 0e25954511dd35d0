"""The office's pages of roles: who holds which right in which unit, and the three duties."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import rules
from accounts.models import Duty, Organisation, OrganisationUserPermission, User
from accounts.office import Staff, gives_rights, guards, office
from accounts.offices import wording
from accounts.offices.right_forms import DutyForm, FindForm, GiveForm
from accounts.services import rights as service
from log.codes import Refused

PER_PAGE = 50
NAMES = {codename: right for right, codename in rules.UNIT_RIGHTS.items()}
# At which field of the form a refusal is shown.
BESIDE = {"not_yours": "unit", "own_rights": "person", "auditor_apart": "person"}


@require_http_methods(["GET", "HEAD", "POST"])
@office(gives_rights)
def rights(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List who holds what, in the units one sees; give a right."""
    form = GiveForm(request.POST or None)
    form.offer(_offered(staff))
    if request.method == "POST" and form.is_valid():
        person, unit = form.cleaned_data["person"], form.cleaned_data["unit"]
        try:
            service.give(person, form.cleaned_data["right"], unit, by=staff.principal)
        except Refused as refusal:
            form.add_error(BESIDE.get(refusal.code), refusal.message())
        else:
            words = _("{name} holds the right now.").format(name=person.get_full_name())
            messages.success(request, words)
            return redirect("office_rights")
    find = FindForm(request.GET or None)
    page = Paginator(_found(find, staff), PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: request.GET[name] for name in ("who", "where") if request.GET.get(name)}
    context = {
        "form": form,
        "find": find,
        "page": page,
        "rows": [_row(each, staff) for each in page],
        "query": f"{urlencode(asked)}&" if asked else "",
        "gives": gives_rights(staff),
        "sees_duties": guards(staff) or staff.is_auditor,
    }
    return _page(request, staff, "office/rights.html", context, form)


@require_POST
@office(gives_rights)
def take(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Take one right away."""
    rows = OrganisationUserPermission.objects.select_related("user", "content_object", "permission")
    held = get_object_or_404(rows, pk=pk)
    service.take(
        held.user, NAMES[held.permission.codename], held.content_object, by=staff.principal
    )
    messages.success(request, _("The right was taken away."))
    return redirect("office_rights")


@require_http_methods(["GET", "HEAD", "POST"])
@office(guards)
def duties(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List who has which duty; give one."""
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            service.set_duty(person, form.cleaned_data["duty"], by=staff.principal)
        except Refused as refusal:
            form.add_error("person", refusal.message())
        else:
            words = _("{name} has the duty now.").format(name=person.get_full_name())
            messages.success(request, words)
            return redirect("office_duties")
    held = User.objects.exclude(duty="").order_by("username")
    context = {
        "form": form,
        "duties": [
            (
                duty.label,
                wording.DUTIES_EXPLAINED[duty],
                [each for each in held if each.duty == duty],
            )
            for duty in Duty
        ],
        "gives": guards(staff),
        "sees_duties": True,
    }
    return _page(request, staff, "office/duties.html", context, form)


@require_POST
@office(guards)
def dismiss(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Take a person's duty away."""
    service.set_duty(get_object_or_404(User, pk=pk), "", by=staff.principal)
    messages.success(request, _("The duty was taken away."))
    return redirect("office_duties")


def _offered(staff: Staff) -> list[str]:
    return [right for right in rules.UNIT_RIGHTS if guards(staff) or right in rules.DELEGATED]


def _found(find: FindForm, staff: Staff) -> QuerySet[OrganisationUserPermission]:
    """Return the rights that somebody sees: all, or those in the branches they keep."""
    rows = OrganisationUserPermission.objects.filter(permission__codename__in=NAMES)
    if not (guards(staff) or staff.is_auditor):
        rows = rows.filter(content_object__in=rules.units_where(staff.principal, "manage"))
    if find.is_bound and not find.is_valid():
        return rows.none()
    asked = find.cleaned_data if find.is_bound else {}
    if asked.get("who"):
        rows = rows.filter(user=asked["who"])
    if asked.get("where"):
        rows = rows.filter(_within(asked["where"]))
    related = rows.select_related("user", "content_object", "permission")
    return related.order_by("content_object__path", "user__username", "permission__codename")


def _within(unit: Organisation) -> Q:
    return Q(content_object__path__startswith=unit.path)


def _row(held: OrganisationUserPermission, staff: Staff) -> dict[str, Any]:
    right = NAMES[held.permission.codename]
    manages = any((pk, "manage") in staff.held for pk in held.content_object.lineage)
    return {
        "held": held,
        "right": wording.RIGHTS[right],
        "takes": guards(staff) or (right in rules.DELEGATED and manages),
    }


def _page(
    request: HttpRequest, staff: Staff, template: str, context: dict[str, Any], form: Form
) -> HttpResponse:
    status = 422 if form.errors else 200
    shown = {"here": "office_rights", "staff": staff, **context}
    return render(request, template, shown, status=status)
