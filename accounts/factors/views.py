"""One's second factors, and the devices one is signed in on."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import standing
from accounts.models import User
from accounts.services import signins

# Where somebody wanted to go before they were led to their second factor.
AFTER = "huiyin_after_factor"


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what there is, and the way back to where a factor was demanded."""
    user = _person(request)
    wanted = request.GET.get("next", "")
    if wanted and get_adapter().is_safe_url(wanted):
        request.session[AFTER] = wanted
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((each.wrap() for each in factors if each.type == "recovery_codes"), None)
    context = {
        "app": next((each for each in factors if each.type == "totp"), None),
        "passkeys": [each for each in factors if each.type == "webauthn"],
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "can_change": bool(get_adapter().get_reauthentication_methods(user)),
        "demanded": _is_demanded(request),
        "after": request.session.get(AFTER, ""),
    }
    return render(request, "mfa/index.html", context)


@never_cache
@login_required
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """Lead to the page where one's own kind of factor is used."""
    ways = get_adapter().get_reauthentication_methods(_person(request))
    place = ways[0]["url"] if ways else reverse("mfa_index")
    return redirect(f"{place}?{urlencode({'next': request.GET.get('next', '/')})}")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """List where one is signed in; end one, all others, or all of them."""
    user = _person(request)
    if request.method == "POST":
        return _end(request, user, request.POST.get("end", ""))
    sign_ins = signins.open_ones(user).order_by("-last_seen_at")[:100]
    mine = request.session.session_key
    rows = [(sign_in, sign_in.session_key == mine) for sign_in in sign_ins]
    rows.sort(key=lambda row: not row[1])
    return render(request, "account/devices.html", {"rows": rows})


def _end(request: HttpRequest, user: User, what: str) -> HttpResponse:
    if what == "all":
        signins.end_all(user)
        logout(request)
        return redirect("home")
    if what == "others":
        ended = signins.end_others(user, but=request.session.session_key or "")
    else:
        ended = signins.end_one(user, int(what) if what.isdecimal() and len(what) < 19 else 0)
    words = ngettext("{count} sign-in was ended.", "{count} sign-ins were ended.", ended)
    messages.success(request, words.format(count=ended))
    return redirect("account_devices")


def _is_demanded(request: HttpRequest) -> bool:
    try:
        standing.demand_factor(request)
    except standing.FactorNeeded:
        return True
    return False


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
