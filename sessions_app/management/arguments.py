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
    *("max_length", "per_person", "slow_seconds", "promise_minutes", "live_text"),
)
LEADER = '"name|post" or "name|post|username"'
PEOPLE = "People are added at /admin/; the first of them with `manage.py createsuperuser`."
# Far more than a session needs, and what every database and every calendar can hold.
MOST = 100_000


def up_to(most: int, *, blank: bool = False) -> Callable[[str], str]:
    """Return a type of argument: words that the tables have room for."""

    def words(text: str) -> str:
        if not (blank or text.strip()):
            raise ArgumentTypeError("please write something")
        if len(text) > most:
            raise ArgumentTypeError(f"{len(text)} characters; at most {most} are possible")
        return text

    return words


def from_(least: int) -> Callable[[str], int]:
    """Return a type of argument: a whole number from `least` on that the tables have room for."""

    def number(text: str) -> int:
        if not (text.isdecimal() and len(text) <= len(str(MOST)) and least <= int(text) <= MOST):
            raise ArgumentTypeError(f"{text!r} is no whole number from {least} to {MOST}")
        return int(text)

    return number


def add(parser: ArgumentParser) -> None:
    """Add the steps, each with its own arguments."""
    parser.epilog = PEOPLE
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
    step.add_argument("--new-unit", action="store_true", help="add the unit if there is none")
    _times(step)
    step.add_argument("--summary", type=up_to(1000, blank=True))
    step.add_argument("--announce", dest="announce_at", type=moment, help="by the clock")
    step.add_argument("--collect-from", type=moment, help="questions before the start")
    step.add_argument("--leader", action="append", default=[], help=LEADER)
    step.add_argument("--asking", choices=list(Asking.values))
    for flag in ("--guests-may-support", "--opens-by-clock", "--live-text"):
        step.add_argument(flag, action=BooleanOptionalAction)
    for flag in ("--max-length", "--per-person", "--promise-minutes"):
        step.add_argument(flag, type=from_(1))
    for flag in ("--grace-minutes", "--slow-seconds"):
        step.add_argument(flag, type=from_(0))
