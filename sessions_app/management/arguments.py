"""What `manage.py session` takes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable

from accounts.management.lookup import moment
from sessions_app.models import Asking
from sessions_app.rules import RIGHTS

# Fields of a session that `create` may be given; what is left out keeps the model's default.
FIELDS = (
    *("title", "summary", "starts_at", "ends_at", "announce_at", "collect_from"),
    *("opens_by_clock", "grace_minutes", "asking", "guests_may_support"),
    *("max_length", "per_person", "promise_minutes"),
)
LEADER = '"name|post" or "name|post|username"'


def up_to(most: int) -> Callable[[str], str]:
    """Return a type of argument: words that the tables have room for."""

    def words(text: str) -> str:
        if len(text) > most:
            raise ArgumentTypeError(f"{len(text)} characters; at most {most} are possible")
        return text

    return words


def add(parser: ArgumentParser) -> None:
    """Add the steps, each with its own arguments."""
    steps = parser.add_subparsers(dest="what", required=True, metavar="what")
    steps.add_parser("list", help="all sessions, newest first")
    _create(steps.add_parser("create", help="a draft, which nobody sees yet"))
    for name, words in {
        "announce": "make a draft public",
        "invite": "add a leader who answers",
        "grant": "give somebody a part",
        "withdraw": "take a part away",
        "postpone": "move what has not begun, earlier or later",
        "cancel": "call off what has not begun",
    }.items():
        step = steps.add_parser(name, help=words)
        step.add_argument("number", type=int, help="the session's number")
        _more(name, step)


def _more(name: str, step: ArgumentParser) -> None:
    match name:
        case "invite":
            step.add_argument("leader", help=LEADER)
        case "grant" | "withdraw":
            step.add_argument("username")
            step.add_argument("right", choices=sorted(RIGHTS))
        case "postpone":
            _times(step)
        case "cancel":
            step.add_argument("--reason", required=True, type=up_to(200), help="told to everybody")


def _times(step: ArgumentParser) -> None:
    for flag, name in (("--starts", "starts_at"), ("--ends", "ends_at")):
        step.add_argument(flag, dest=name, type=moment, required=True, help='"2026-12-01 15:00"')


def _create(step: ArgumentParser) -> None:
    step.add_argument("--title", required=True, type=up_to(80))
    step.add_argument("--unit", required=True, help="its name, or city/bureau")
    _times(step)
    step.add_argument("--summary", type=up_to(1000))
    step.add_argument("--announce", dest="announce_at", type=moment, help="by the clock")
    step.add_argument("--collect-from", type=moment, help="questions before the start")
    step.add_argument("--leader", action="append", default=[], help=LEADER)
    step.add_argument("--asking", choices=list(Asking.values))
    for flag in ("--guests-may-support", "--opens-by-clock"):
        step.add_argument(flag, action=BooleanOptionalAction)
    for flag in ("--grace-minutes", "--max-length", "--per-person", "--promise-minutes"):
        step.add_argument(flag, type=int)
