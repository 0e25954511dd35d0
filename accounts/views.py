"""Signing in, up and out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, LoginView, SignupView
from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts import demo, looks, sms
from accounts.models import User
from accounts.principals import GUEST_COOKIE
from accounts.services import preferences, revoke_tokens


class SignIn(LoginView):
    """Number, address or user name with a password; in the demo also one click for each part."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's people."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_people": demo.people()}


class ConfirmCode(ConfirmLoginCodeView):
    """The code that was sent; it can be sent again."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """Do all of it once more, whoever was meant or nobody.

        allauth's own way sends nothing where there is no account, and with a number fails.
        """
        state, before = self._process.state, dict(self._process.state)
        try:
            self._process.send()
            self._process.record_resend()
        except RateLimited:
            # The code that was sent before goes on being good.
            state.update(before)
            messages.error(self.request, get_adapter().error_messages["rate_limited"])
        self._process.persist()
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


class SignUp(SignupView):
    """By telephone; by e-mail for whoever would rather, or where nothing sends messages."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send away who is somebody already."""
        if request.user.is_authenticated:
            return redirect("account")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def by_email(self) -> bool:
        """Return which of the two ways this is."""
        return self.request.GET.get("by") == "email" or not sms.available()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which way."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"by_email": self.by_email}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which way, and whether there is another."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"by_email": self.by_email, "by_phone_too": sms.available()}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here, and end every token: open sockets close within seconds."""
    user = request.user
    if user.is_authenticated:
        revoke_tokens(user)
    logout(request)
    response = redirect("home")
    response.delete_cookie(GUEST_COOKIE)
    response.delete_cookie(looks.COOKIE)
    return response


@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people; there is no such page outside the demo."""
    person = next((p for p in demo.people() if p.role == request.POST.get("role")), None)
    if person is None:
        raise Http404
    user = demo.account(person)
    if not user.is_active:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = redirect(_landing(person, request.POST.get("session", "")))
    looks.carry(request, response, user)
    return response


# As with the language: the worst a forged request can do is make somebody's letters larger.
@csrf_exempt
@never_cache
@require_POST
def keep_looks(request: HttpRequest) -> JsonResponse:
    """Keep on the account which looks were chosen in this browser; say whether there is one."""
    chosen = looks.read(request.POST.get("looks", ""))
    if chosen is None:
        return JsonResponse({"code": "malformed"}, status=422)
    if isinstance(request.user, User):
        preferences.change(request.user, chosen)
    return JsonResponse({"kept": isinstance(request.user, User)})


def _landing(person: demo.DemoPerson, session: str) -> str:
    if person.page in {"case_queue", "office", "office_sessions"}:
        return reverse(person.page)
    if not session.isdecimal():
        return reverse("home")
    return reverse(person.page, args=[int(session)])
