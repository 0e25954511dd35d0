"""Who takes part: the guests in their order, and who does what behind the session."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import asked
from accounts.directory import in_office
from accounts.models import Tenure, User
from accounts.office import Staff
from accounts.typed import Line
from log.codes import Refused
from sessions_app import checklist
from sessions_app.models import Session
from sessions_app.offices.access import planning
from sessions_app.offices.sessions import context_of
from sessions_app.services import guests as guest_list
from sessions_app.services import roles

MOST = 20
LONGEST_SEARCH = 80


class GuestForm(forms.Form):
    """Somebody who is on no list of leaders."""

    name = Line(label=pgettext_lazy("person", "Name"), max_length=30)
    post = Line(label=gettext_lazy("Post"), max_length=60)


@planning
def guests(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Keep the list of those who answer."""
    form = GuestForm()
    if request.method == "POST":
        if "name" in request.POST:
            form = GuestForm(request.POST)
        try:
            if not form.is_bound or form.is_valid():
                _change_guests(request, staff, session, form)
                return redirect("office_session_guests", session.number)
        except Refused as refusal:
            if form.is_bound:
                form.add_error("name", refusal.message())
            else:
                messages.error(request, refusal.message())
                return redirect("office_session_guests", session.number)
    q = asked.words(request, "q", LONGEST_SEARCH)
    context = context_of(
        staff,
        session,
        form=form,
        q=q,
        found=_in_office(q)[:MOST] if q else None,
        guests=session.guests.select_related("user"),
    )
    status = 422 if form.errors else 200
    return render(request, "sessions_app/office/guests.html", context, status=status)


def _change_guests(request: HttpRequest, staff: Staff, session: Session, form: GuestForm) -> None:
    sent, by = request.POST, staff.principal
    if form.is_bound:
        guest_list.invite(session, **form.cleaned_data, by=by)
        messages.success(request, _("%(name)s is on the list.") % form.cleaned_data)
    elif "tenure" in sent:
        tenure = _in_office().filter(pk=_id(sent["tenure"])).first()
        if tenure is None:
            raise Refused("not_found")
        guest_list.invite_leader(session, tenure, by=by)
        messages.success(request, _("%(name)s is on the list.") % {"name": tenure.leader.name})
    elif "remove" in sent:
        guest_list.remove(session, _id(sent["remove"]), by=by)
        messages.success(request, _("The name is off the list."))
    else:
        up = "up" in sent
        guest_list.move(session, _id(sent.get("up" if up else "down", "")), up=up, by=by)


def _in_office(q: str = "") -> QuerySet[Tenure]:
    """Return the posts that are held today, by the name of the leader, the unit or the post."""
    held = Tenure.objects.filter(in_office())
    words = Q(leader__name__icontains=q) | Q(organisation__name__icontains=q)
    held = held.filter(words | Q(post__icontains=q)) if q else held
    return held.select_related("leader__user", "organisation").order_by("leader__name", "place")


@planning
def people(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Say who hosts, moderates, writes down, looks on."""
    if request.method == "POST":
        _change_roles(request, staff, session)
        return redirect("office_session_people", session.number)
    q = asked.words(request, "q", LONGEST_SEARCH)
    context = context_of(
        staff,
        session,
        q=q,
        found=_called(q)[:MOST] if q else None,
        people=checklist.parts(session),
        roles=[(right, checklist.ROLES[right]) for right in roles.GIVEN],
    )
    return render(request, "sessions_app/office/people.html", context)


def _change_roles(request: HttpRequest, staff: Staff, session: Session) -> None:
    right, user = request.POST.get("right", ""), _id(request.POST.get("user", ""))
    person = User.objects.filter(pk=user).first()
    if person is None or right not in roles.GIVEN:
        raise Http404
    words = {"name": person.shown_name, "role": checklist.ROLES[right]}
    try:
        if "take" in request.POST:
            roles.take(session, person, right, by=staff.principal)
            messages.success(request, _("%(name)s no longer has the part: %(role)s.") % words)
        else:
            roles.give(session, person, right, by=staff.principal)
            messages.success(request, _("%(name)s has the part: %(role)s.") % words)
    except Refused as refusal:
        messages.error(request, refusal.message())


def _called(q: str) -> QuerySet[User]:
    found = User.objects.filter(is_active=True, closed_at=None)
    # Parts of names as they are written, which is quick among 100,000; whole ones in any case.
    parts = Q(username__contains=q) | Q(username__contains=q.lower()) | Q(pseudonym__contains=q)
    whole = Q(username__iexact=q) | Q(pseudonym__iexact=q)
    return found.filter(parts | whole).order_by("username")


def _id(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
