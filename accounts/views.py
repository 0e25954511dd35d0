"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import demo
from accounts.models import User
from accounts.principals import GUEST_COOKIE
from accounts.services import revoke_tokens


class SignIn(LoginView):
    """User name and password; in the demo also one click for each part."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's people."""
        return super().get_context_data(**kwargs, demo_people=demo.people())


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here, and end every token: open sockets close within seconds."""
    user = request.user
    if user.is_authenticated:
        revoke_tokens(user)
    logout(request)
    response = redirect("home")
    response.delete_cookie(GUEST_COOKIE)
    return response


@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people; there is no such page outside the demo."""
    person = next((p for p in demo.people() if p.role == request.POST.get("role")), None)
    if person is None:
        raise Http404
    user = get_object_or_404(User, username=person.username, is_active=True)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(_landing(person, request.POST.get("session", "")))


def _landing(person: demo.DemoPerson, session: str) -> str:
    if person.page == "case_queue":
        return reverse(person.page)
    if not session.isdecimal():
        return reverse("home")
    return reverse(person.page, args=[int(session)])
