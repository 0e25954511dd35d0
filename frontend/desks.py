"""The desks of a session: who sits where, and the way there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Desk:
    """A staff page: the name of its address, and the rights of those whose place it is.

    Others may be let in as well (a host reads the moderator's desk); this is where one sits.
    """

    place: str
    rights: tuple[str, ...]
    icon: str
    label: StrPromise


DESKS = (
    Desk("host", ("host",), "mic", _("Host's desk")),
    Desk("steno", ("transcribe",), "keyboard", _("Stenographer's desk")),
    Desk("console", ("answer",), "message-square", _("Leader's console")),
    Desk("drafts", ("transcribe",), "file-pen-line", _("Drafter's desk")),
    Desk("desk", ("moderate", "observe"), "inbox", _("Moderator's desk")),
)


def desks_of(held: Collection[str]) -> list[Desk]:
    """Return the desks at which somebody with these rights sits."""
    return [desk for desk in DESKS if not set(desk.rights).isdisjoint(held)]
