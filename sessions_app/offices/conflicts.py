"""What somebody else has stored meanwhile, beside what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions_app.models import Asking, Session
from sessions_app.offices.plan_form import PlanForm, stored


def stored_beside(form: PlanForm, session: Session) -> dict[str, str]:
    """Return {field: what is stored now} for the fields in which the form says otherwise."""
    now = stored(session)
    typed = form.cleaned_data
    return {
        name: _text(name, now[name])
        for name in form.fields
        if name in now and name in typed and _text(name, typed[name]) != _text(name, now[name])
    }


def _text(name: str, value: Any) -> str:
    """Return a value as a person reads it."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if name == "asking":
        return str(Asking(value).label)
    if name == "topics":
        return _names(value) or _("nothing")
    return str(value)


def _names(topics: Iterable[Any]) -> str:
    return _(", ").join(sorted(str(topic) for topic in topics))
