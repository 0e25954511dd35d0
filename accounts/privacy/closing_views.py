"""Closing one's own account, step by step."""

from __future__ import annotations

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.privacy.recent import signed_in_just_now
from accounts.services import closing
from log.codes import Refused


class CloseForm(forms.Form):
    """That somebody has read what closing means, and wants it."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Please tick the box if you are sure.")},
    )


@never_cache
@signed_in_just_now(to_read=True)
def close(request: HttpRequest) -> HttpResponse:
    """Say what closing an account means, then close it."""
    assert isinstance(request.user, User)
    form = CloseForm(request.POST if request.method == "POST" else None)
    refused = _refusal(request.user)
    if request.method == "POST" and not refused and form.is_valid():
        try:
            closing.close(request.user)
        except Refused as refusal:
            refused = refusal.message()
        else:
            logout(request)
            return redirect("account_closed")
    context = {"form": form, "refused": refused}
    status = 422 if form.errors or (refused and request.method == "POST") else 200
    return render(request, "accounts/privacy/close.html", context, status=status)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Say good-bye; the same page for everybody."""
    return render(request, "accounts/privacy/closed.html")


def _refusal(user: User) -> str:
    try:
        closing.demand_free(user)
    except Refused as refusal:
        return refusal.message()
    return ""
