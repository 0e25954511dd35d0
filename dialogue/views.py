"""The live room's pages: the session, asking without JavaScript, receipts, one's own."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import principals
from accounts.principals import Principal
from dialogue import acts, caching, limits, live, moments, projection, queries
from dialogue.forms import AskForm, ReceiptForm
from dialogue.mine import page_row
from dialogue.models import Question
from dialogue.origins import demand_not_foreign, demand_same_origin
from dialogue.perform import perform
from dialogue.pressed import encode
from dialogue.threads import write_and_wait
from log.codes import Refused
from sessions_app import asking, player, workplaces
from sessions_app import queries as sessions
from sessions_app.models import Session
from sessions_app.states import State


def known_session(request: HttpRequest, number: int) -> Session:
    """Return a session that has pages for whoever asks, or raise Http404."""
    try:
        return sessions.readable(number, partial(principals.of_request, request))
    except Refused as refusal:
        raise Http404 from refusal


@require_safe
def session_page(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show the live page; a sealed session is its transcript. Nothing personal is in it."""
    session = known_session(request, number)
    if session.state == State.ARCHIVED:
        return redirect("transcript", number)
    snapshot = projection.snapshot(session, viewers=live.viewers(number))
    whole = "all" in request.GET
    context = {"session": session, "snapshot": snapshot, "whole": whole, **snapshot}

    def make() -> bytes:
        return render(request, "dialogue/live.html", context).content

    # How many watch, and for how many minutes, may be of a moment ago; nothing else may.
    position = (session.pk, session.version, snapshot["epoch"], snapshot["seq"])
    figures = encode({kind: snapshot[kind] for kind in ("support", "polls", "opinions")})
    key = (*position, figures, get_language(), request.get_full_path())
    response = HttpResponse(make() if session.rehearsal else moments.pages.get(key, make))
    answer = caching.page(request, response, seconds=caching.kept(session, 0))
    # Also with a 304, whose headers take the place of the kept ones.
    return csp_update(player.policy(session.stream_url))(lambda _request: answer)(request)


# The live page's form comes here when it is sent before its script is there. That page carries
# no token (see support_plain), so the origin is checked here too.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask with a plain form. A refusal keeps what was typed and says what to do.

    What was taken is shown by the address that follows, so that loading it again asks nothing.
    """
    demand_not_foreign(request)
    session = known_session(request, number)
    who = principals.of_request(request)
    obstacle = asking.obstacle(session, who)
    for_guests = who is None and not obstacle
    form = AskForm(request.POST or None, ask_name=for_guests, topics=session.topics.all())
    context = {"session": session, "obstacle": obstacle, "form": form, "who": who}
    response: HttpResponse | None = None
    guest: Principal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            who = who or (guest := _guest(request, form, for_guests))
            limits.acts.take(who.key)
            asked = _ask(session, form, who)
            response = redirect(f"{request.path}?{urlencode({'asked': asked})}")
        except Refused as refusal:
            form.add_error("name" if refusal.code == "name_bad" else "text", refusal.message())
    if response is None:
        context["asked"] = _own(session, request.GET.get("asked", ""), who)
        status = 422 if form.errors else 200
        response = render(request, "dialogue/ask.html", context, status=status)
    if guest is not None:
        principals.remember_guest(response, guest)
    return response


def _own(session: Session, number: str, who: Principal | None) -> Question | None:
    """Return the question of this number if it is this person's own: the receipt is on the page."""
    if who is None or not re.fullmatch(r"[0-9]{1,9}", number):
        return None
    return Question.objects.filter(session=session, number=int(number), author=who.key).first()


def _guest(request: HttpRequest, form: AskForm, for_guests: bool) -> Principal:
    if not for_guests:
        raise Refused("sign_in_needed")
    limits.guests.take(request.META.get("REMOTE_ADDR", ""))
    return principals.new_guest(form.cleaned_data.get("name", ""))


def _ask(session: Session, form: AskForm, who: Principal) -> int:
    data = form.cleaned_data
    act = acts.Ask(ref=data["ref"], text=data["text"], topic=data.get("topic", ""))
    return int(write_and_wait(perform, session, act, by=who)["number"])


# The page is the same for everyone and may come from a cache, so it carries no token;
# the origin of the request is checked instead, and the cookie is SameSite=Lax.
@csrf_exempt
@require_POST
def support_plain(request: HttpRequest, number: int) -> HttpResponse:
    """Support a question with a plain form; signing in first where guests may not."""
    demand_same_origin(request)
    session = known_session(request, number)
    who = principals.of_request(request)
    if who is None and not session.guests_may_support:
        return redirect(f"/sign-in/?next=/sessions/{number}/")
    asked = request.POST.get("number", "")
    response = redirect(f"/sessions/{number}/#q{asked}")
    try:
        if who is None:
            limits.guests.take(request.META.get("REMOTE_ADDR", ""))
            who = principals.new_guest("")
            principals.remember_guest(response, who)
        limits.acts.take(who.key)
        act = acts.Support(ref=f"plain-{number}-{asked}", number=int(asked or 0))
        write_and_wait(perform, session, act, by=who)
    except (Refused, ValueError):
        # Taken down or closed meanwhile: the page one returns to shows it.
        return redirect("session", number)
    return response


@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Find a question again by its receipt code."""
    form = ReceiptForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context["question"] = page_row(queries.by_receipt(form.cleaned_data["code"]))
        except Refused as refusal:
            form.add_error("code", refusal.message())
    return render(request, "dialogue/receipt.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show where one works, and one's own questions over all sessions, latest session first."""
    who = principals.of_request(request)
    key = who.key if who else ""
    rows = (
        Question.objects.filter(author=key)
        .select_related("session")
        .order_by("-session__starts_at", "number")[:200]
    )
    context = {
        "questions": [page_row(question) for question in rows],
        "places": workplaces.of(who, timezone.now()),
        "who": who,
    }
    return render(request, "dialogue/mine.html", context)
