"""Who may do what in a session: the one place that decides.

Rights are object permissions held by django-guardian; predicates are one line each.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.principals import Principal
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
    """Return the principal's rights in this session (guests and strangers have none)."""
    if principal is None or principal.user_id is None:
        return frozenset()
    own = SessionUserPermission.objects.filter(
        content_object=session, user_id=principal.user_id, user__is_active=True
    ).values("permission_id")
    by_group = SessionGroupPermission.objects.filter(
        content_object=session, group__user=principal.user_id, group__user__is_active=True
    ).values("permission_id")
    held = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=by_group))
    return frozenset(_NAMES[name] for name in held.values_list("codename", flat=True))


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


def demand(allowed: bool) -> None:
    """Raise Refused("not_allowed") unless `allowed`."""
    if not allowed:
        raise Refused("not_allowed")
