"""The steps of a session on paper: announce, postpone, cancel, make another like it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.office import Staff
from log.codes import Refused
from sessions_app import checklist, notice, states
from sessions_app.models import Session
from sessions_app.offices.access import planning, sent
from sessions_app.offices.sessions import context_of
from sessions_app.offices.steps_forms import AnnounceForm, CancelForm, CloneForm, PostponeForm
from sessions_app.services import drafting, scheduling
from sessions_app.states import State

# What is asked on these pages concerns going live, not being announced.
NOT_YET = frozenset({"rehearsal", "stream", "factor", "notice"})


@planning
def announce(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Make a draft public; whoever is late is told so first, and says why."""
    if session.state != State.DRAFT:
        return redirect("office_session", session.number)
    late = not notice.in_time(session.starts_at, timezone.now())
    form = AnnounceForm(sent(request), late=late)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            scheduling.announce(session, by=staff.principal, reason=reason)
        except Refused as refusal:
            form.add_error(None, refusal.message())
        else:
            messages.success(request, _("The session is announced."))
            return redirect("office_session", session.number)
    passed = session.starts_at <= timezone.now()
    points = [p for p in checklist.still_open(session) if p.key not in NOT_YET]
    more = {"form": form, "late": late, "passed": passed, "points": points}
    return _page(request, staff, session, "announce", more, days=notice.days())


@planning
def postpone(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Give a public session new times, once they were shown beside the old ones."""
    if session.state not in states.COMING:
        return redirect("office_session", session.number)
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    form = PostponeForm(sent(request), initial=times)
    preview = False
    if request.method == "POST" and form.is_valid():
        if form.is_confirmed:
            new = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "reason")}
            scheduling.postpone(session, **new, by=staff.principal)
            messages.success(request, _("The session has new times. Everyone who follows is told."))
            return redirect("office_session", session.number)
        preview = True
        again = request.POST.copy()
        again["seen"] = form.typed
        form.data = again
    return _page(request, staff, session, "postpone", {"form": form, "preview": preview})


@planning
def cancel(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Call off what has not begun."""
    if session.state not in states.COMING | {State.DRAFT}:
        return redirect("office_session", session.number)
    form = CancelForm(sent(request), public=session.state != State.DRAFT)
    if request.method == "POST" and form.is_valid():
        scheduling.cancel(session, by=staff.principal, reason=form.cleaned_data["reason"])
        messages.success(request, _("The session is cancelled."))
        return redirect("office_session", session.number)
    return _page(request, staff, session, "cancel", {"form": form})


@planning
def clone(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Make another session like this one, as a draft."""
    form = CloneForm(sent(request), initial={"title": session.title})
    if request.method == "POST" and form.is_valid():
        try:
            made = drafting.clone(session, **form.cleaned_data, by=staff.principal)
        except Refused as refusal:
            form.add_error(None, refusal.message())
        else:
            messages.success(request, _("The new draft has the same people, rules and documents."))
            return redirect("office_session", made.number)
    return _page(request, staff, session, "clone", {"form": form})


def _page(
    request: HttpRequest,
    staff: Staff,
    session: Session,
    name: str,
    more: dict[str, object],
    **words: object,
) -> HttpResponseBase:
    form = more["form"]
    status = 422 if getattr(form, "errors", None) else 200
    context = context_of(staff, session, **more, **words)
    return render(request, f"sessions_app/office/{name}.html", context, status=status)
