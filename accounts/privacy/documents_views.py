"""Reading the documents, agreeing to them, taking that back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.agreements import DOCUMENTS, NEEDED, day
from accounts.models import Consent, User
from accounts.services import consent


@require_safe
@cache_control(public=True, max_age=300)
@vary_on_headers("Accept-Language", "Cookie")
def document(request: HttpRequest, name: str) -> HttpResponse:
    """Show a document, in the version that counts now or in an earlier one."""
    shown = DOCUMENTS[name]
    version = request.GET.get("version") or shown.current
    if version not in shown.versions:
        raise Http404
    context = {
        "document": shown,
        "words": shown.template(version),
        "version": version,
        "since": day(version),
        "operator": settings.OPERATOR,
        "contact": settings.PRIVACY_CONTACT,
        "others": [(other, day(other)) for other in shown.versions if other != version],
    }
    return render(request, "accounts/privacy/document.html", context)


@never_cache
@login_required
def agree(request: HttpRequest) -> HttpResponse:
    """Ask, on a page in between, to agree to what counts now; then lead on to `next`."""
    assert isinstance(request.user, User)
    onward = _onward(request)
    if not consent.must_be_asked(request.user):
        return redirect(onward)
    missing = ""
    if request.method == "POST":
        if request.POST.get("agree"):
            consent.agree(request.user)
            return redirect(onward)
        missing = _("Please tick the box if you agree. Nothing else on the platform needs it.")
    context = {
        "documents": NEEDED,
        "next": onward,
        "missing": missing,
        "withdrawn": request.user.agreed == consent.WITHDRAWN,
    }
    return render(request, "accounts/privacy/agree.html", context, status=422 if missing else 200)


@never_cache
@require_POST
@login_required
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take consent to one document back; to terms or policy, that signs out everywhere else."""
    assert isinstance(request.user, User)
    name = request.POST.get("document", "")
    if name not in {document.name for document in NEEDED}:
        raise Http404
    if Consent.objects.filter(user=request.user, document=name, withdrawn_at=None).exists():
        consent.withdraw(request.user, name)
        messages.success(request, _("You have taken your consent back. Your account rests now."))
    return redirect("agree")


def _onward(request: HttpRequest) -> str:
    """Return where the person was going, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("mine")
