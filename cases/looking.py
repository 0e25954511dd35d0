"""Looking at who somebody really is: within one's own branch, with a reason, on record.

The rule: whoever holds the right "identify" in a unit may look at people who asked in a
session of that unit or of one below it, or whose question is a case there, and at nobody
else. The question or case is named with every look. Personal data is for those whose work
needs it, and every use can be traced (个人信息保护法 6, 51(4), 54).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts import rules
from accounts.masking import masked_email, masked_name, masked_number, masked_phone
from accounts.models import Identity, Look, Organisation, User
from accounts.principals import Principal
from accounts.services import audit
from cases.models import CaseQuestion
from dialogue.models import Question
from log.codes import Refused

LEAST_REASON = 10
MOST_REASON = 300
# The latest questions are enough to choose the occasion from.
MOST_OCCASIONS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """Why somebody wants to look: the occasion, the kind of reason, the reason in words."""

    occasion: Question
    why: str
    reason: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown of a person; empty where nothing is known."""

    name: str
    id_number: str
    phone: str
    email: str


def occasions(user: User, by: Principal) -> list[Question]:
    """Return the person's questions that lie within the branch of who asks, newest first."""
    units = rules.units_where(by, "identify")
    within = Q(session__organisation__in=units) | Q(case_link__case__organisation__in=units)
    rows = Question.objects.filter(within, user=user, session__rehearsal_of=None)
    rows = rows.select_related("session__organisation", "case_link__case__organisation")
    return list(rows.order_by("-pk")[:MOST_OCCASIONS])


def look(user: User, request: Request, *, by: Principal) -> Seen:
    """Return who a person is, masked unless `whole` is asked for.

    Appends identity.seen and writes a Look for the person to see, both before anything is
    read. Raises Refused: not_allowed (nobody else's people, and not one's own account),
    reason_too_short.
    """
    reason = request.reason.strip()
    if len(reason) < LEAST_REASON:
        raise Refused("reason_too_short", least=LEAST_REASON)
    if request.occasion not in occasions(user, by) or user.pk == by.user_id:
        raise Refused("not_allowed")
    with transaction.atomic():
        _record(user, request, reason[:MOST_REASON], by)
    return _read(user, whole=request.whole)


def _record(user: User, request: Request, reason: str, by: Principal) -> None:
    unit = _unit(request.occasion, by)
    asked = f"{request.occasion.session.number}/{request.occasion.number}"
    Look.objects.create(
        user=user, by_id=by.user_id, unit=unit.name, why=request.why, whole=request.whole
    )
    shown = "whole" if request.whole else "masked"
    audit.record(
        "identity.seen",
        user,
        by=by,
        changes={"question": ("", asked), "shown": ("", shown), "why": ("", request.why)},
        reason=reason,
        unit=unit,
    )


def _unit(question: Question, by: Principal) -> Organisation:
    """Return the unit in whose name is looked: the case's if that is ours, else the session's."""
    link: CaseQuestion | None = getattr(question, "case_link", None)
    if link and rules.may_identify(rules.rights_in(by, link.case.organisation)):
        return link.case.organisation
    return question.session.organisation


def _read(user: User, *, whole: bool) -> Seen:
    known = Identity.objects.filter(user=user).first()
    name, number = (known.name, known.id_number) if known else ("", "")
    phone, email = user.phone or "", user.email or ""
    if whole:
        return Seen(name, number, phone, email)
    return Seen(
        masked_name(name),
        masked_number(number) if number else "",
        masked_phone(phone) if phone else "",
        masked_email(email),
    )
