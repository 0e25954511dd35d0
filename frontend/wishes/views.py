"""Suggestions by the public: the list, one of them, a new one, a vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from dialogue import limits
from frontend.wishes.forms import WishForm
from log.codes import Refused
from sessions_app import filters, wishes
from sessions_app.models import Topic, Wish
from sessions_app.services import wishes as services

PER_PAGE = 20


def person(request: HttpRequest) -> User | None:
    """Return who is signed in, if anybody."""
    return request.user if isinstance(request.user, User) else None


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """List what is wanted, by votes or the newest first; or what was answered."""
    chosen = filters.read(request.GET)
    choice = wishes.Choice(
        order="newest" if request.GET.get("order") == "newest" else "votes",
        answered=request.GET.get("show") == "answered",
        topic=chosen.topic,
        unit=chosen.unit,
    )
    page = Paginator(wishes.listed(choice), PER_PAGE).get_page(request.GET.get("page"))
    narrowed = chosen.without("when", "q", "leader", "period", "from", "to")
    context = {
        "choice": choice,
        "page": page,
        "narrowed": f"{narrowed}&" if narrowed else "",
        "query": f"{narrowed}&{_list_of(choice)}&".lstrip("&"),
        "voted": wishes.voted(person(request), list(page)),
        "topics": Topic.objects.filter(active=True),
        "may_vote": True,
    }
    return render(request, "wishes/list.html", context)


def _list_of(choice: wishes.Choice) -> str:
    return f"show={'answered' if choice.answered else 'open'}&order={choice.order}"


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one suggestion, with what became of it. Its author sees it also while it is held."""
    wish = _known(request, pk)
    context = {"wish": wish, "voted": wishes.voted(person(request), [wish])}
    return render(request, "wishes/wish.html", context)


def _known(request: HttpRequest, pk: int) -> Wish:
    try:
        return wishes.seen_by(pk, person(request))
    except Refused as refusal:
        raise Http404 from refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Suggest a session. What is alike already is shown before it is sent."""
    user = person(request)
    if user is None:
        return redirect(f"/sign-in/?next={request.path}")
    form = WishForm(request.POST or None, initial=request.GET.dict())
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context["alike"] = [] if form.cleaned_data["anyway"] else _alike(form)
        if not context["alike"]:
            try:
                return _sent(request, user, form)
            except Refused as refusal:
                form.add_error("title" if "limit" in refusal.params else None, refusal.message())
    status = 422 if form.errors else 200
    return render(request, "wishes/new.html", context, status=status)


def _alike(form: WishForm) -> list[Wish]:
    return wishes.alike(form.cleaned_data["title"])


def _sent(request: HttpRequest, user: User, form: WishForm) -> HttpResponseBase:
    data = form.cleaned_data
    limits.acts.take(f"u:{user.pk}")
    services.suggest(
        user,
        title=data["title"],
        whom=data["whom"],
        reason=data["reason"],
        organisation=data["unit"],
        topic=data["topic"],
    )
    messages.success(
        request,
        _("Thank you. It is read before it becomes public; you see here what becomes of it."),
    )
    return redirect(f"{reverse('mine')}#wishes")


@never_cache
@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Vote for a suggestion, or take the vote back, and return to where one was."""
    user = person(request)
    wish = _known(request, pk)
    if user is None:
        return redirect(f"/sign-in/?next={reverse('wish', args=[pk])}")
    act = services.take_back if request.POST.get("do") == "take_back" else services.vote
    try:
        limits.acts.take(f"u:{user.pk}")
        act(wish, user)
    except Refused as refusal:
        messages.error(request, refusal.message())
    return redirect(f"{_back(request, pk)}#wish-{pk}")


def _back(request: HttpRequest, pk: int) -> str:
    asked = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe and asked.startswith("/wishes/") else reverse("wish", args=[pk])
