"""My privacy: what I agreed to, who looked at who I am, and what I can do about it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.agreements import DOCUMENTS
from accounts.models import Consent, Identity, Look, User

# More looks than this at one person would be a matter for the auditor.
MOST_LOOKS = 100


@never_cache
@require_safe
@login_required
def my_privacy(request: HttpRequest) -> HttpResponse:
    """Show it all on one page (个人信息保护法 44, 45, 48)."""
    assert isinstance(request.user, User)
    rows = Consent.objects.filter(user=request.user).order_by("-at")
    context = {
        "consents": [(row, DOCUMENTS[row.document]) for row in rows if row.document in DOCUMENTS],
        "looks": Look.objects.filter(user=request.user).order_by("-at")[:MOST_LOOKS],
        "has_identity": Identity.objects.filter(user=request.user).exists(),
    }
    return render(request, "accounts/privacy/my_privacy.html", context)
