"""What rights, duties and administrative acts are called in the office."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.events import ActName
from accounts.models import Duty, Level

RIGHTS: Mapping[str, StrPromise] = {
    "manage": _("Keep the units"),
    "plan": _("Plan sessions"),
    "handle": _("Handle cases"),
    "identify": _("See identities"),
}
RIGHTS_EXPLAINED: Mapping[str, StrPromise] = {
    "manage": _("Units and leaders, and who plans and handles cases there"),
    "plan": _("Create and change sessions and who does what in them"),
    "handle": _("Accept cases, reply to them, close them"),
    "identify": _("See who somebody really is, with a reason and on record"),
}
DUTIES_EXPLAINED: Mapping[str, StrPromise] = {
    Duty.SYSTEM: _("Keeps units, topics and settings of the whole platform"),
    Duty.SECURITY: _("Gives duties and rights, guards accounts"),
    Duty.AUDIT: _("Reads everything, changes nothing, and holds nothing else"),
}
ACTS: Mapping[ActName, StrPromise] = {
    "organisation.created": _("Unit added"),
    "organisation.changed": _("Unit changed"),
    "organisation.moved": _("Unit moved"),
    "organisation.closed": _("Unit closed"),
    "organisation.reopened": _("Unit opened again"),
    "site.allowed": _("Site allowed to show frames"),
    "site.removed": _("Site not allowed any more"),
    "leader.created": _("Leader added"),
    "leader.changed": _("Leader changed"),
    "tenure.created": _("Post entered"),
    "tenure.changed": _("Post changed"),
    "tenure.ended": _("Post ended"),
    "tenure.moved": _("Went to another post"),
    "sheet.imported": _("Sheet imported"),
    "right.given": _("Right given"),
    "right.taken": _("Right taken away"),
    "duty.given": _("Duty given"),
    "duty.taken": _("Duty taken away"),
    "session.created": _("Session created"),
    "session.changed": _("Session changed"),
    "session.cloned": _("Session cloned"),
    "session.announced": _("Session announced"),
    "session.postponed": _("Session postponed"),
    "session.cancelled": _("Session cancelled"),
    "session.rehearsed": _("Session rehearsed"),
    "session.stream_tested": _("Live stream tested"),
    "session.guests_changed": _("Guests changed"),
    "session.document_added": _("Document added"),
    "session.document_removed": _("Document removed"),
    "topic.created": _("Topic added"),
    "topic.changed": _("Topic changed"),
    "wish.opened": _("Suggestion opened"),
    "wish.declined": _("Suggestion declined"),
    "wish.planned": _("Suggestion planned"),
    "person.created": _("Account created"),
    "person.locked": _("Account locked"),
    "person.unlocked": _("Account unlocked"),
    "person.second_factor_reset": _("Second factor reset"),
    "person.sought": _("Person searched for"),
    "person.limit_lifted": _("Limit on attempts lifted"),
    "identity.seen": _("Identity seen"),
    "retention.changed": _("Retention changed"),
    "policy.changed": _("Terms or policy changed"),
    "admin.added": _("Added in the admin"),
    "admin.changed": _("Changed in the admin"),
    "admin.deleted": _("Deleted in the admin"),
}


SESSION_RIGHTS: Mapping[str, StrPromise] = {
    "host": _("Host"),
    "moderate": _("Moderator"),
    "answer": _("Leader"),
    "transcribe": _("Stenographer"),
    "observe": _("Observer"),
}
VALUES: Mapping[str, StrPromise] = {
    "True": _("yes"),
    "False": _("no"),
    **{level.value: level.label for level in Level},
    **{duty.value: duty.label for duty in Duty},
}
FIELDS: Mapping[str, StrPromise] = {
    "parent": _("Unit above"),
    "account": _("Account"),
    "unit": _("Unit"),
    "on": _("From which day on"),
    "created": _("New"),
    "changed": _("Changed"),
    "unchanged": _("As they were"),
    "guests": _("Who answers"),
    "words": _("Searched for"),
    "kind": _("What stands in it"),
    "units": _("Units"),
    **RIGHTS,
    **SESSION_RIGHTS,
}


def explained(what: StrPromise | str, meaning: StrPromise) -> str:
    """Return what something is called and what it means, in one line."""
    return gettext("{what}: {meaning}").format(what=what, meaning=meaning)


def field(name: str, what: str) -> str:
    """Return what a field of an act is called: by our words, or those of its model."""
    if name in FIELDS:
        return str(FIELDS[name])
    kinds = [kind for kind in apps.get_models() if kind._meta.model_name in {what, "tenure"}]
    for kind in sorted(kinds, key=lambda each: each._meta.model_name != what):
        try:
            found = kind._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        return str(getattr(found, "verbose_name", name))
    return name


def value(text: str) -> str:
    """Return how a value reads: yes for True, a level or a duty in words."""
    return str(VALUES.get(text, text))


def act(name: str) -> str:
    """Return what an act is called; its name, where it has no words here."""
    words: Mapping[str, StrPromise] = {str(key): value for key, value in ACTS.items()}
    return str(words.get(name, name))
