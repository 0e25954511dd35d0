"""One's own account: what it holds, the name shown, and giving a number up."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import reach
from accounts.account_sections import lines_for
from accounts.forms_account import PseudonymForm
from accounts.models import User
from accounts.services import people, reaching


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the sections, each with how things stand."""
    return render(request, "account/account.html", {"lines": lines_for(_person(request))})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Choose the name that others see."""
    user = _person(request)
    form = PseudonymForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and _renamed(user, form):
        messages.success(
            request, _("From now on you are called {name}.").format(name=user.shown_name)
        )
        return redirect("account")
    return render(request, "account/name.html", {"form": form})


def _renamed(user: User, form: PseudonymForm) -> bool:
    try:
        with transaction.atomic():
            people.rename(user, form.cleaned_data["pseudonym"])
    except IntegrityError:
        # Somebody else took it in this very moment.
        user.refresh_from_db(fields=["pseudonym"])
        form.add_error(
            "pseudonym", _("Somebody is called that already. Please choose another name.")
        )
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, app="allauth.account")  # type: ignore[untyped-decorator]
def remove_phone(request: HttpRequest) -> HttpResponse:
    """Give the number up, unless nothing else would open the account any more."""
    user = _person(request)
    if not user.phone:
        return redirect("account_change_phone")
    only_way = not (reach.email_of(user) or user.has_usable_password())
    if request.method == "POST" and not only_way:
        reaching.remove_phone(user)
        messages.success(request, _("Your number is deleted."))
        return redirect("account")
    return render(request, "account/phone_remove.html", {"only_way": only_way})


def _person(request: HttpRequest) -> User:
    assert request.user.is_authenticated
    return request.user
