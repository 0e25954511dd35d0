"""The demo's people, who can be signed in as with one click.

Only with HUIYIN_DEMO=1, which accounts.checks refuses for anything but a local address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.models import User

EVERYBODY, IN_A_SESSION, IN_THE_OFFICE = _("Everybody"), _("In a session"), _("In the office")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a newcomer can be: user name, and the part they play."""

    username: str
    role: str
    label: StrPromise
    page: str = "session"
    # Under which heading the sign-in page offers this person.
    group: StrPromise = IN_A_SESSION


PEOPLE = (
    DemoPerson("demo-netizen", "netizen", _("Netizen: ask and support"), group=EVERYBODY),
    DemoPerson("demo-moderator", "moderator", _("Moderator: review the questions"), "desk"),
    DemoPerson("demo-host", "host", _("Host: lead the session"), "host"),
    DemoPerson("demo-leader", "leader", _("Leader: answer"), "console"),
    DemoPerson("demo-stenographer", "stenographer", _("Stenographer: write down"), "steno"),
    DemoPerson(
        "demo-handler", "handler", _("Case handler: follow up"), "case_queue", IN_THE_OFFICE
    ),
    DemoPerson(
        "demo-planner",
        "planner",
        _("Planner: schedule sessions"),
        "office_sessions",
        IN_THE_OFFICE,
    ),
    DemoPerson(
        "demo-manager", "manager", _("Manager: keep units and leaders"), "office", IN_THE_OFFICE
    ),
    DemoPerson(
        "demo-system", "system", _("System administrator: the platform"), "office", IN_THE_OFFICE
    ),
    DemoPerson(
        "demo-security", "security", _("Security administrator: roles"), "office", IN_THE_OFFICE
    ),
    DemoPerson("demo-auditor", "audit", _("Auditor: read everything"), "office", IN_THE_OFFICE),
)


def people() -> tuple[DemoPerson, ...]:
    """Return the demo's people, or nobody when this is not the demo."""
    return PEOPLE if settings.DEMO else ()


def account(person: DemoPerson) -> User:
    """Return this person's account: a new one, if somebody has tried closing it."""
    defaults = {"password": make_password(None)}
    return User.objects.get_or_create(username=person.username, defaults=defaults)[0]
