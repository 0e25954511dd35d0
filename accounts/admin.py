"""People and units in the admin."""

from __future__ import annotations

from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest

from accounts import principals
from accounts.models import Organisation, User
from accounts.principals import Principal
from accounts.services import audit

M = TypeVar("M", bound=Model)
# Rights are given, addresses and second factors reset in the office and on record; a change
# beside it would go round all that.
for _kind in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(_kind)


class Recorded(admin.ModelAdmin[M]):
    """What is done here is on record like every other administrative act.

    A superuser is not above the audit. Deleting by the dozen is not offered: it would not be
    one transaction with its record.
    """

    def log_addition(self, request: HttpRequest, obj: M, message: Any) -> LogEntry:
        """Append admin.added."""
        audit.record("admin.added", obj, by=_who(request))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: M, message: Any) -> LogEntry:
        """Append admin.changed with the names of the fields."""
        audit.record("admin.changed", obj, by=_who(request), changes=_fields(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Append admin.deleted for each."""
        for obj in queryset:
            audit.record("admin.deleted", obj, by=_who(request))
        return super().log_deletions(request, queryset)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no deleting by the dozen."""
        actions = super().get_actions(request)
        return {name: each for name, each in actions.items() if name != "delete_selected"}


class ReadOnly(Recorded[M]):
    """For a look: these rows change by services only, and what was written stays."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a service makes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Refuse: a change here would pass the log by."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Refuse: what is known stays known."""
        return False


def _who(request: HttpRequest) -> Principal:
    who = principals.of_request(request)
    assert who is not None  # the admin lets nobody in who is not signed in
    return who


def _fields(message: Any) -> dict[str, tuple[str, str]]:
    """Return which fields a change of the admin names; never what stands in them."""
    parts = message if isinstance(message, list) else []
    changed = (part["changed"].get("fields", []) for part in parts if "changed" in part)
    return {"fields": ("", ", ".join(str(name) for names in changed for name in names))}


@admin.register(User)
class PersonAdmin(ReadOnly[User]):
    """People to look up. They sign up and change their account themselves; accounts are locked
    in the office, by the security administrator, with a reason.
    """

    list_display = ("username", "pseudonym", "is_staff", "is_active")
    search_fields = ("username", "pseudonym")
    list_filter = ("is_active",)
    fields = (
        *("username", "pseudonym", "is_active", "is_staff", "is_superuser"),
        *("last_login", "date_joined"),
    )


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly[Organisation]):
    """Units to look up; they change in the office."""

    list_display = ("name", "parent")
    list_select_related = ("parent",)
    search_fields = ("name",)
