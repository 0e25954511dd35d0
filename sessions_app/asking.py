"""Who may ask in a session: the one place that decides, whichever way somebody asks."""

from __future__ import annotations

from accounts import queries as people
from accounts.models import Verification
from accounts.principals import Principal
from sessions_app.models import Asking, Session

# Where a level of verification is asked for: which levels are enough, and the refusal.
_LEVELS: dict[str, tuple[frozenset[str], str]] = {
    Asking.PHONE: (frozenset({Verification.PHONE, Verification.REAL}), "phone_needed"),
    Asking.REAL: (frozenset({Verification.REAL}), "real_name_needed"),
}
# Refusals that go away when one proves who one is.
TO_VERIFY = frozenset(code for _enough, code in _LEVELS.values())


def in_the_way(session: Session, who: Principal | None, level: str) -> str:
    """Return the code of what keeps somebody of this level from asking, or "" for nothing.

    In a rehearsal, which only its own people find, nobody has to prove anything.
    """
    if who is None or who.is_guest:
        return "" if session.asking == Asking.GUESTS else "sign_in_needed"
    enough, refusal = _LEVELS.get(session.asking, (frozenset({level}), ""))
    return "" if session.rehearsal or level in enough else refusal


def obstacle(session: Session, who: Principal | None) -> str:
    """Return the same for one person, whose level is read only where it matters."""
    if who is None or session.asking not in _LEVELS:
        return in_the_way(session, who, "")
    return in_the_way(session, who, people.standing([who]).get(who.key, ""))
