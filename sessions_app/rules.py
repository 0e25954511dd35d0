"""Who may do what in a session: the one place that decides.

Rights are object permissions held by django-guardian; predicates are one line each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import BigIntegerField, CharField, Value

from accounts import rules as units
from accounts.models import Duty, User
from accounts.principals import Principal
from accounts.rules import MAY_HOLD
from log.codes import Refused
from sessions_app.models import Session, SessionGroupPermission, SessionUserPermission

RIGHTS = {
    "host": "host_session",
    "moderate": "moderate_session",
    "answer": "answer_session",
    "transcribe": "transcribe_session",
    "observe": "observe_session",
}
_NAMES = {codename: right for right, codename in RIGHTS.items()}
STAFF = frozenset(RIGHTS)
Rights = frozenset[str]


def rights(principal: Principal | None, session: Session) -> Rights:
    """Return the principal's rights in this session (guests and strangers have none).

    An auditor observes every session, and that is all an auditor does.
    """
    return frozenset(
        right for _session, right in _held(principal, of_auditor=session, content_object=session)
    )


def rights_anywhere(principal: Principal | None) -> dict[int, Rights]:
    """Return {session's id: the principal's rights in it}, in one query for all sessions.

    Only what was given: an auditor may look at all sessions, and works in none.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for session, right in _held(principal):
        found[session].add(right)
    return {session: frozenset(held) for session, held in found.items()}


def _held(
    principal: Principal | None, *, of_auditor: Session | None = None, **where: Session
) -> set[tuple[int, str]]:
    """(session's id, right) of what was given to the person, or to one of the person's groups.

    With `of_auditor` also what an auditor may do in that session; in the same query.
    """
    if principal is None or principal.user_id is None:
        return set()
    named = {"permission__codename__in": _NAMES, **where}
    own = SessionUserPermission.objects.filter(
        user_id=principal.user_id, user__is_active=True, user__duty__in=MAY_HOLD, **named
    ).values_list("content_object_id", "permission__codename")
    by_group = SessionGroupPermission.objects.filter(
        group__user=principal.user_id,
        group__user__is_active=True,
        group__user__duty__in=MAY_HOLD,
        **named,
    ).values_list("content_object_id", "permission__codename")
    found = own.union(by_group)
    if of_auditor is not None:
        observes = Value(of_auditor.pk, BigIntegerField()), Value(RIGHTS["observe"], CharField())
        auditor = User.objects.filter(pk=principal.user_id, is_active=True, duty=Duty.AUDIT)
        found = own.union(by_group, auditor.values_list(*observes))
    return {(session, _NAMES[name]) for session, name in found}


def may_host(held: Collection[str]) -> bool:
    """Open, order, take up, pause, end."""
    return "host" in held


def may_moderate(held: Collection[str]) -> bool:
    """Decide which questions become public."""
    return "moderate" in held


def may_answer(held: Collection[str]) -> bool:
    """Speak for oneself, or write down what somebody says."""
    return bool({"answer", "transcribe", "host"} & set(held))


def may_write_for_anyone(held: Collection[str]) -> bool:
    """Write down what any speaker says, not only what one says oneself."""
    return bool({"transcribe", "host"} & set(held))


def may_take_up(held: Collection[str]) -> bool:
    """Choose the question that is being answered."""
    return bool({"host", "answer"} & set(held))


def may_run(held: Collection[str]) -> bool:
    """Sit at the host's desk: as host, or as stenographer."""
    return bool({"host", "transcribe"} & set(held))


def may_correct(held: Collection[str]) -> bool:
    """Correct what was said, visibly."""
    return bool({"host", "transcribe", "answer"} & set(held))


def may_take_down(held: Collection[str]) -> bool:
    """Take a public question down, leaving a placeholder with the reason."""
    return bool({"host", "moderate"} & set(held))


def may_see_desk(held: Collection[str]) -> bool:
    """See what is not public: held and declined questions, and why."""
    return bool(STAFF & set(held))


def may_see_draft(held: Collection[str]) -> bool:
    """Read and write the answer that is being prepared."""
    return bool({"answer", "transcribe", "host"} & set(held))


def may_send_notes(held: Collection[str]) -> bool:
    """Write private notes to those who answer."""
    return bool({"host", "transcribe", "moderate", "answer"} & set(held))


def may_be_noted(held: Collection[str]) -> bool:
    """Be sent private notes, and acknowledge them."""
    return "answer" in held


def may_find(principal: Principal | None, session: Session) -> bool:
    """Find a session at all: a rehearsal is found by its own people and by planners only."""
    if not session.rehearsal:
        return True
    unit = session.organisation
    return bool(rights(principal, session)) or units.may_plan(units.rights_in(principal, unit))


def demand(allowed: bool) -> None:
    """Raise Refused("not_allowed") unless `allowed`."""
    if not allowed:
        raise Refused("not_allowed")
