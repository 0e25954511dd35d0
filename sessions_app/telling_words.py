"""In which words followers are told; called in the language of whoever reads them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sessions_app.models import Matter, Telling


def words(telling: Telling) -> tuple[str, str]:
    """Return title and body in the active language.

    The first line of the body stands by itself: it is all that an SMS holds.
    """
    session = telling.session
    about = {
        "title": session.title,
        "unit": session.organisation.name,
        "guests": pgettext("between names", ", ").join(g.name for g in session.guests.all()),
        "when": moment(telling.starts_at),
        "before": moment(telling.started_at) if telling.started_at else "",
        "reason": telling.reason,
    }
    title, lines = _patterns(telling)
    return title % about, "\n".join(line % about for line in lines)


def moment(value: datetime) -> str:
    """Return a day and a time as people say them, where the platform is."""
    local = timezone.localtime(value, timezone.get_default_timezone())
    return date_format(local, pgettext("a day and a time, in Django's letters", "l j F Y, H:i"))


def _patterns(telling: Telling) -> tuple[str, list[str]]:
    match telling.matter:
        case Matter.ANNOUNCED:
            line = _("A new session: “%(title)s”, on %(when)s.")
            return _("New session: %(title)s"), [line, _by_whom(telling)]
        case Matter.POSTPONED:
            line = _("“%(title)s” has a new time: %(when)s. It was planned for %(before)s.")
            return _("New time: %(title)s"), [line, _("Your reminders follow the new time.")]
        case Matter.CANCELLED:
            line = _("“%(title)s”, planned for %(when)s, will not take place.")
            why = [_("The reason: %(reason)s")] if telling.reason else []
            return _("Cancelled: %(title)s"), [line, *why]
        case Matter.BEGINS:
            return _("Live now: %(title)s"), [_("“%(title)s” has begun. You can follow it now.")]
        case Matter.PLANNED:
            line = _("The session you wished for will take place: “%(title)s”, on %(when)s.")
            return _("Planned as you wished: %(title)s"), [line, _by_whom(telling)]
    return _("Reminder: %(title)s"), [
        _("“%(title)s” begins on %(when)s."),
        _by_whom(telling),
    ]


def _by_whom(telling: Telling) -> str:
    if telling.session.guests.all():
        return _("%(guests)s will answer for %(unit)s.")
    return _("Held by %(unit)s.")
