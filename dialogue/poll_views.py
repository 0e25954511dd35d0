"""Voting with a plain form: for whoever has no script, and while it has not loaded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts import principals
from accounts.principals import Principal
from dialogue import figures, limits, mine, projection
from dialogue.origins import demand_not_foreign
from dialogue.perform import parse, perform
from dialogue.poll_now import of_this_moment
from dialogue.public_state import Poll
from dialogue.threads import write_and_wait
from dialogue.views import known_session
from log.codes import Refused
from sessions_app.models import Session


# The live page carries no token (see support_plain), so the origin of its form is checked here.
@csrf_exempt
@never_cache
def poll(request: HttpRequest, number: int) -> HttpResponse:
    """Show the poll of this moment with one's own ballot, and take one."""
    demand_not_foreign(request)
    session = known_session(request, number)
    who = principals.of_request(request)
    if request.method != "POST":
        return _page(request, session, who)
    guest: Principal | None = None
    try:
        who = who or (guest := _guest(request, session))
        _vote(session, request, who)
        response: HttpResponse = redirect("poll", number)
    except Refused as refusal:
        response = _page(request, session, who, error=refusal.message())
    if guest is not None:
        principals.remember_guest(response, guest)
    return response


def _guest(request: HttpRequest, session: Session) -> Principal:
    if not session.guests_may_support:
        raise Refused("sign_in_needed")
    limits.guests.take(request.META.get("REMOTE_ADDR", ""))
    return principals.new_guest("")


def _vote(session: Session, request: HttpRequest, who: Principal) -> None:
    limits.acts.take(who.key)
    act = {
        "do": "vote",
        "ref": f"plain-{session.number}-poll",
        "poll": _numbers(request, "poll")[0],
        "choices": _numbers(request, "choice") if "choice" in request.POST else [],
        "words": request.POST.getlist("word"),
    }
    write_and_wait(perform, session, parse(act), by=who)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    """Return what a form says in figures; anything else counts as 0, which no act takes."""
    return [_number(each) for each in request.POST.getlist(name)] or [0]


def _number(typed: str) -> int:
    # Python reads no number of thousands of digits, and no poll has one of ten.
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _page(
    request: HttpRequest, session: Session, who: Principal | None, *, error: str = ""
) -> HttpResponse:
    asked = of_this_moment(projection.current(session).state)
    running = figures.poll_totals(session.pk, [asked["poll"]] if asked else [])
    guests_may = session.guests_may_support
    context: dict[str, Any] = {
        "session": session,
        "poll": asked,
        "own": _given(request, asked) if error else _own(session, asked, who),
        "running": {str(key): value for key, value in running.items()},
        "error": error,
        "must_sign_in": not guests_may and (who is None or who.is_guest),
    }
    return render(request, "dialogue/poll.html", context, status=422 if error else 200)


def _own(session: Session, asked: Poll | None, who: Principal | None) -> list[str]:
    ballots = mine.ballots_of(session.pk, who.key) if asked and who else {}
    return ballots.get(str(asked["poll"]), []) if asked else []


def _given(request: HttpRequest, asked: Poll | None) -> list[str]:
    """Return what was chosen on a ballot that was refused, so that nothing is lost."""
    chosen = request.POST.getlist("choice")
    options = asked["options"] if asked else []
    named = [option for place, option in enumerate(options, 1) if str(place) in chosen]
    return named + request.POST.getlist("word")
