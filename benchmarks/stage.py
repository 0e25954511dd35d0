"""Sets the stage for a measurement, inside the application, and reads what is left of it.

Runs in a process of its own after `django.setup()` (benchmarks.server starts it), so that the load
generator never loads Django. Writes only through the project's own services.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts import tokens
from accounts.models import Organisation, User
from accounts.principals import Principal
from dialogue.models import Question
from sessions_app.models import Asking, Session
from sessions_app.services import lifecycle, planning

LONGEST_QUESTION = 2000
PER_PERSON = 100_000  # no measurement stops because somebody has asked enough


def prepare(askers: int, moderators: int) -> dict[str, Any]:
    """Create people and a live session; return its number, everyone's token, longest question."""
    session = _session()
    host = _people("host", 1)
    planning.grant(session, host[0], "host")
    deciders = _people("moderator", moderators)
    for each in deciders:
        planning.grant(session, each, "moderate")
    lifecycle.announce(session)
    lifecycle.open_session(session, by=Principal(f"u:{host[0].pk}"))
    return {
        "session": str(session.number),
        "longest": LONGEST_QUESTION,
        "host": _tokens(host)[0],
        "moderators": _tokens(deciders),
        "askers": _tokens(_people("asker", askers)),
    }


def audit(session: int) -> list[dict[str, Any]]:
    """Return number, text and state of every question that the database holds."""
    rows = Question.objects.filter(session__number=session).order_by("number")
    return [dict(row) for row in rows.values("number", "text", "state")]


def main() -> None:
    """Run the function named on the command line and print what it returns as JSON."""
    name, *arguments = sys.argv[1:]
    tasks: dict[str, Callable[..., object]] = {"prepare": prepare, "audit": audit}
    json.dump(tasks[name](*map(int, arguments)), sys.stdout, ensure_ascii=False)


def _session() -> Session:
    now = timezone.now()
    return planning.create(
        title="一次压力测量",
        organisation=Organisation.objects.create(name="测量用的单位"),
        starts_at=now,
        ends_at=now + timedelta(hours=12),
        max_length=LONGEST_QUESTION,
        per_person=PER_PERSON,
        asking=Asking.SIGNED_IN,
    )


def _people(role: str, count: int) -> list[User]:
    wanted = [f"{role}{number}" for number in range(count)]
    User.objects.bulk_create(User(username=name) for name in wanted)
    return list(User.objects.filter(username__in=wanted))


def _tokens(people: list[User]) -> list[str]:
    for person in people:
        person.refresh_from_db()  # a right that was granted raised the version of the tokens
    return [tokens.mint(Principal(f"u:{p.pk}", p.shown_name, p.token_version)) for p in people]
