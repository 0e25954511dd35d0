"""The office's page of the sites that may show a unit's frames."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import tree
from accounts.models import EmbeddingSite, Organisation
from accounts.office import Staff, manages, office
from accounts.services import sites as services
from log.codes import Refused


class SiteForm(forms.Form):
    """Which site."""

    site = forms.CharField(
        label=gettext_lazy("Address of the site"),
        max_length=200,
        help_text=gettext_lazy(
            "As it stands in the browser: https://www.example.gov.cn."
            " https://*.example.gov.cn is all sites below it."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def sites(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Show which sites may frame a unit's sessions; let one in, or take that back."""
    here = get_object_or_404(Organisation, pk=pk)
    if not (staff.keeps(here) or staff.is_auditor):
        raise Refused("not_yours")
    form = SiteForm(request.POST if "site" in request.POST else None)
    if request.method == "POST" and _changed(request, staff, here, form):
        return redirect("office_unit_sites", here.pk)
    *above, _here = tree.way_to(here)
    context = {
        "here": "office_units",
        "staff": staff,
        "unit": here,
        "above": above,
        "form": form,
        "keeps": staff.keeps(here),
        "rows": here.embedding_sites.all(),
        "inherited": EmbeddingSite.objects.filter(organisation__in=above).select_related(
            "organisation"
        ),
    }
    return render(request, "office/unit_sites.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, staff: Staff, unit: Organisation, form: SiteForm) -> bool:
    """Return whether it is done; what was refused stands beside the field."""
    gone = request.POST.get("remove", "")
    if gone.isdecimal() and len(gone) < 18:
        services.remove(unit, site=int(gone), by=staff.principal)
        messages.success(request, _("The site may not show frames of this unit any more."))
        return True
    if not form.is_valid():
        return False
    try:
        made = services.allow(unit, site=form.cleaned_data["site"], by=staff.principal)
    except Refused as refusal:
        form.add_error("site", refusal.message())
        return False
    messages.success(request, _("{site} may show frames of this unit.").format(site=made.origin))
    return True
