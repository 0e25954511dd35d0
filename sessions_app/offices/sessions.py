"""One session: its office page, writing it down, changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.office import Staff, office, plans
from log import reading
from log.codes import Refused
from sessions_app import checklist, states
from sessions_app.models import Session
from sessions_app.offices.access import planning, plans_in, sent
from sessions_app.offices.conflicts import stored_beside
from sessions_app.offices.plan_form import PlanForm, fresh, stored
from sessions_app.services import drafting
from sessions_app.states import State


def context_of(staff: Staff, session: Session, **more: Any) -> dict[str, Any]:
    """Return what every page about a session begins with."""
    return {
        "here": "office_sessions",
        "staff": staff,
        "session": session,
        "may_change": plans_in(staff, session.organisation),
        "changeable": session.state in states.CHANGEABLE,
        "is_draft": session.state == State.DRAFT,
        "is_coming": session.state in states.COMING,
        **more,
    }


@planning
def page(request: HttpRequest, staff: Staff, session: Session) -> HttpResponse:
    """Show everything about a session, with its checklist and what can be done next."""
    people = checklist.parts(session)
    before_start = session.state in states.COMING | {State.DRAFT}
    context = context_of(
        staff,
        session,
        people=people,
        points=checklist.points(session, people) if before_start else [],
        guests=session.guests.all(),
        topics=session.topics.all(),
        documents=session.documents.all(),
        has_page=session.state != State.DRAFT and bool(reading.head(session.public_id).seq),
    )
    return render(request, "sessions_app/office/session.html", context)


@office(plans)
def new(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Write a draft."""
    form = PlanForm(sent(request), initial=fresh(staff), staff=staff, session=None)
    if request.method == "POST" and form.is_valid():
        try:
            made = drafting.draft(
                form.plan(), topics=form.cleaned_data["topics"], by=staff.principal
            )
        except Refused as refusal:
            form.add_error(None, refusal.message())
        else:
            messages.success(request, _("The draft is saved. Only staff of the unit see it."))
            return redirect("office_session", made.number)
    context = {"here": "office_sessions", "staff": staff, "form": form}
    status = 422 if form.errors else 200
    return render(request, "sessions_app/office/plan.html", context, status=status)


@planning
def edit(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Change what is planned. What somebody else changed meanwhile is shown, not overwritten."""
    if session.state not in states.CHANGEABLE:
        raise Refused("illegal_step")
    initial = {**stored(session), "version": session.version}
    form = PlanForm(sent(request), initial=initial, staff=staff, session=session)
    conflicts: dict[str, str] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, session, staff)
        except Refused as refusal:
            if refusal.code != "session_changed":
                raise
            session.refresh_from_db()
            conflicts = stored_beside(form, session)
            # Saved once more, knowing what it replaces.
            again = request.POST.copy()
            again["version"] = str(session.version)
            form.data = again
        else:
            messages.success(request, _("Saved."))
            return redirect("office_session", session.number)
    status = 409 if conflicts is not None else 422 if form.errors else 200
    context = context_of(staff, session, form=form, conflicts=conflicts)
    return render(request, "sessions_app/office/plan.html", context, status=status)


def _save(form: PlanForm, session: Session, staff: Staff) -> None:
    drafting.change(
        session,
        form.plan(),
        topics=list(form.cleaned_data["topics"]),
        version=form.cleaned_data["version"] or 0,
        by=staff.principal,
    )
