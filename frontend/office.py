"""The office's navigation: which pages there are, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts import office
from accounts.office import May, Staff


@dataclass(frozen=True, slots=True)
class Room:
    """One entry: the name of its address, its icon, its words, whose it is."""

    place: str
    icon: str
    label: StrPromise
    may: May


ROOMS = (
    Room("office", "layout-dashboard", _("Today"), office.works),
    Room("office_sessions", "calendar-days", _("Schedule"), office.plans),
    Room("office_wishes", "lightbulb", _("Suggestions"), office.weighs_wishes),
    Room("office_units", "network", _("Organisations"), office.manages),
    Room("office_leaders", "contact", _("Leaders"), office.manages),
    Room("office_import", "sheet", _("Import"), office.manages),
    Room("office_rights", "key-round", _("Roles"), office.gives_rights),
    Room("office_people", "users", _("People"), office.knows_people),
    Room("office_topics", "tags", _("Topics"), office.runs),
    Room("office_retention", "archive", _("Retention"), office.runs),
    Room("office_audit", "scroll-text", _("Audit log"), office.audits),
    Room("office_security", "shield-check", _("Security log"), office.guards),
)


def rooms_of(staff: Staff) -> list[tuple[Room, str]]:
    """Return the entries that somebody sees, each with its address."""
    mine = [room for room in ROOMS if room.may(staff) or staff.is_auditor]
    return [(room, reverse(room.place)) for room in mine]
