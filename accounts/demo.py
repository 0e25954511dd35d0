"""The demo's people, who can be signed in as with one click.

Only with HUIYIN_DEMO=1, which accounts.checks refuses for anything but a local address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a newcomer can be: user name, and the part they play."""

    username: str
    role: str
    label: StrPromise
    page: str = "session"


PEOPLE = (
    DemoPerson("demo-netizen", "netizen", _("Netizen: ask and support")),
    DemoPerson("demo-moderator", "moderator", _("Moderator: review the questions"), "desk"),
    DemoPerson("demo-host", "host", _("Host: lead the session"), "host"),
    DemoPerson("demo-leader", "leader", _("Leader: answer"), "console"),
    DemoPerson("demo-stenographer", "stenographer", _("Stenographer: write down"), "host"),
    DemoPerson("demo-handler", "handler", _("Case handler: follow up"), "case_queue"),
    DemoPerson("demo-planner", "planner", _("Planner: schedule sessions"), "office_sessions"),
)


def people() -> tuple[DemoPerson, ...]:
    """Return the demo's people, or nobody when this is not the demo."""
    return PEOPLE if settings.DEMO else ()
