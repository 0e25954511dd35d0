"""The page on which people have their real name checked, or take that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.agreements import REAL_NAME
from accounts.masking import masked_name, masked_number
from accounts.models import Identity, User
from accounts.real_name import checking, verifier
from accounts.services import identity
from log.codes import Refused


class RealNameForm(forms.Form):
    """Name and number as on the identity card, and that one agrees to the check."""

    name = forms.CharField(label=gettext_lazy("Your name"), min_length=2, max_length=50)
    id_number = forms.CharField(
        label=gettext_lazy("Number of your identity card"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I agree that name and number are checked and kept, encrypted"),
        error_messages={"required": gettext_lazy("Without your agreement nothing is checked.")},
    )


@never_cache
@login_required
@sensitive_post_parameters("name", "id_number")
def real_name(request: HttpRequest) -> HttpResponse:
    """Have one's real name checked; nothing of a check that failed is kept."""
    assert isinstance(request.user, User)
    known = Identity.objects.filter(user=request.user).first()
    form = RealNameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not known and form.is_valid():
        words = form.cleaned_data
        try:
            checking.check(request.user, name=words["name"], id_number=words["id_number"])
        except Refused as refusal:
            form.add_error(_FIELDS.get(refusal.code), refusal.message())
        else:
            messages.success(
                request, _("Your real name is checked. Others see the name you chose.")
            )
            return redirect("my_real_name")
    context: dict[str, Any] = {"form": form, "known": known, "offered": verifier() is not None}
    context |= {"words": REAL_NAME.template(REAL_NAME.current)}
    if known:
        shown = {"name": masked_name(known.name), "number": masked_number(known.id_number)}
        context |= {"shown": shown}
    status = 422 if form.errors else 200
    return render(request, "accounts/privacy/real_name.html", context, status=status)


_FIELDS = {"id_number_bad": "id_number", "too_young": "id_number", "real_name_differs": "name"}


@never_cache
@require_POST
@login_required
def forget(request: HttpRequest) -> HttpResponse:
    """Take it back: name and number are deleted, and the level falls back."""
    assert isinstance(request.user, User)
    identity.withdraw(request.user)
    messages.success(request, _("Name and number are deleted."))
    return redirect("my_real_name")
