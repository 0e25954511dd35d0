"""The door to the office: the pages on which staff run the platform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts import principals, rules
from accounts.models import Duty, Organisation, User
from accounts.principals import Principal
from accounts.security import Happening
from accounts.services import security
from log.codes import Refused

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works on the platform: the person, the duty, the rights in units."""

    user: User
    principal: Principal
    duty: str
    held: frozenset[tuple[int, str]]

    def has(self, *rights: str) -> bool:
        """Return whether one of these rights is held in some unit."""
        return any(right in rights for _unit, right in self.held)

    def keeps(self, unit: Organisation | None) -> bool:
        """Return whether this person keeps the unit (None: the place above all). No query."""
        if self.duty == Duty.SYSTEM:
            return True
        return unit is not None and any((pk, "manage") in self.held for pk in unit.lineage)

    @property
    def is_auditor(self) -> bool:
        """Return whether this is somebody who reads everything and changes nothing."""
        return self.duty == Duty.AUDIT


May = Callable[[Staff], bool]


def manages(staff: Staff) -> bool:
    """Keeps units and leaders: of some branch, or of the whole platform."""
    return staff.has("manage") or staff.duty == Duty.SYSTEM


def plans(staff: Staff) -> bool:
    """Plans the sessions of some branch."""
    return staff.has("plan")


def weighs_wishes(staff: Staff) -> bool:
    """Decides what the public suggests: for a branch, or where no branch does."""
    return plans(staff) or runs(staff)


def guards(staff: Staff) -> bool:
    """Gives duties and rights."""
    return staff.duty == Duty.SECURITY


def gives_rights(staff: Staff) -> bool:
    """Says who works where: everywhere, or in a branch that one manages."""
    return guards(staff) or staff.has("manage")


def runs(staff: Staff) -> bool:
    """Keeps the platform's own settings."""
    return staff.duty == Duty.SYSTEM


def audits(staff: Staff) -> bool:
    """Reads the audit log."""
    return staff.is_auditor


def identifies(staff: Staff) -> bool:
    """Sees who somebody really is."""
    return staff.has("identify")


def knows_people(staff: Staff) -> bool:
    """Finds people: to guard their accounts, or to see who they are."""
    return guards(staff) or identifies(staff)


def works(staff: Staff) -> bool:
    """Has any duty, or any right in a unit."""
    return bool(staff.duty or staff.held)


def staff_of(request: HttpRequest) -> Staff | None:
    """Return who sent the request, if that is somebody signed in. One query."""
    principal = principals.of_request(request)
    if not isinstance(request.user, User) or principal is None:
        return None
    held = frozenset(rules.held(principal))
    return Staff(request.user, principal, request.user.duty, held)


def office(
    may: May,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Staff, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let a view be seen by staff who `may`; it is given the Staff after the request.

    Strangers are asked to sign in; others get the same answer as for a page that does not
    exist. The auditor may look at everything, and sends nothing. A refusal that the view did
    not turn into words of its own becomes a page that says what it says.
    """

    def guard(
        view: Callable[Concatenate[HttpRequest, Staff, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect(f"/sign-in/?next={request.path}")
            staff = staff_of(request)
            if staff is None or not (may(staff) or staff.is_auditor):
                _put_on_record(request)
                raise Http404
            try:
                if staff.is_auditor and request.method not in {"GET", "HEAD"}:
                    raise Refused("read_only")
                return view(request, staff, *args, **kwargs)
            except Refused as refusal:
                words = {"refused": refusal.message(), "staff": staff}
                return render(request, "office/refused.html", words, status=refusal.status)

        return guarded

    return guard


def _put_on_record(request: HttpRequest) -> None:
    """Write that somebody who is signed in was refused a page of the office."""
    where = {"path": request.path, "method": request.method or ""}
    user = request.user if request.user.is_authenticated else None
    security.record(Happening.REFUSED, user=user, succeeded=False, detail=where)
