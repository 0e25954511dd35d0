"""Planning at the command line: a thin edge over the services, for whoever runs the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.management import lookup
from accounts.principals import SYSTEM
from log.codes import Refused
from sessions_app import queries
from sessions_app.management import arguments, details
from sessions_app.models import Session
from sessions_app.services import drafting, guests, roles, scheduling

Say = Callable[[str], Any]


class Command(BaseCommand):
    """Plan, announce, postpone and cancel sessions, and say who does what in them."""

    help = "Plans sessions: create, invite, grant, announce, postpone, cancel (session -h)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and with which session."""
        arguments.add(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it by its service. Raises CommandError in words where that refuses."""
        try:
            DO[options["what"]](options, self.stdout.write)
        except Refused as refusal:
            raise CommandError(refusal.message()) from refusal


def _list(options: dict[str, Any], say: Say) -> None:
    for session in Session.objects.order_by("-number"):
        begins = timezone.localtime(session.starts_at)
        say(f"{session.number:>5}  {session.state:<10}  {begins:%Y-%m-%d %H:%M}  {session.title}")


def _create(options: dict[str, Any], say: Say) -> None:
    details.demand_order(options)
    given = {name: options[name] for name in arguments.FIELDS if options[name] is not None}
    with transaction.atomic():  # a session that is refused leaves no new unit behind
        unit = details.unit(options["unit"], new=options["new_unit"])
        leaders = [details.leader(each) for each in options["leader"]]
        plan: Any = {**given, "organisation": unit}
        session = drafting.draft(plan, guests=leaders, by=SYSTEM)
    say(f"session {session.number} is a draft; announce it when it is ready")


def _session(options: dict[str, Any]) -> Session:
    return queries.by_number(options["number"])


def _invite(options: dict[str, Any], say: Say) -> None:
    session, leader = _session(options), details.leader(options["leader"])
    guests.invite(session, **leader, by=SYSTEM)
    say(f"{leader['name']} answers in session {session.number}")


def _grant(options: dict[str, Any], say: Say) -> None:
    session, user = _session(options), lookup.person(options["username"])
    roles.give(session, user, options["right"], by=SYSTEM)
    say(f"{user.username} may {options['right']} in session {session.number}")


def _withdraw(options: dict[str, Any], say: Say) -> None:
    session, user = _session(options), lookup.person(options["username"])
    roles.take(session, user, options["right"], by=SYSTEM)
    say(f"{user.username} may no longer {options['right']} in session {session.number}")


def _announce(options: dict[str, Any], say: Say) -> None:
    session = _session(options)
    scheduling.announce(session, by=SYSTEM)
    say(f"session {session.number} is announced")


def _postpone(options: dict[str, Any], say: Say) -> None:
    details.demand_order(options)
    session = _session(options)
    times = {name: options[name] for name in ("starts_at", "ends_at")}
    scheduling.postpone(session, **times, by=SYSTEM)
    say(f"session {session.number} begins {timezone.localtime(session.starts_at):%Y-%m-%d %H:%M}")


def _cancel(options: dict[str, Any], say: Say) -> None:
    session = _session(options)
    scheduling.cancel(session, by=SYSTEM, reason=options["reason"])
    say(f"session {session.number} is cancelled")


DO: dict[str, Callable[[dict[str, Any], Say], None]] = {
    "list": _list,
    "create": _create,
    "invite": _invite,
    "grant": _grant,
    "withdraw": _withdraw,
    "announce": _announce,
    "postpone": _postpone,
    "cancel": _cancel,
}
