"""What is kept about a person's account, for that person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import (
    Consent,
    Identity,
    Look,
    Message,
    PushSubscription,
    SecurityEvent,
    User,
)
from accounts.portable import Section

AT = _("When")


def export(user: User) -> list[Section]:
    """Return the account and everything around it; secrets (password, keys) are left out."""
    return [_account(user), *_known(user), *_signs(user), *_told(user)]


def _account(user: User) -> Section:
    columns = {
        "username": _("User name"),
        "pseudonym": _("Name shown"),
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "verification": _("Verification level"),
        "duty": _("Duty"),
        "language": _("Language"),
        "theme": _("Colours"),
        "large_print": _("Large print"),
        "date_joined": _("Member since"),
        "last_login": _("Last sign-in"),
    }
    rows = [{name: getattr(user, name) for name in columns}]
    return Section("account", _("Account"), columns, rows)


def _known(user: User) -> list[Section]:
    emails = {"email": _("Address"), "verified": _("Verified"), "primary": _("Primary")}
    names = {
        "name": pgettext_lazy("person", "Name"),
        "id_number": _("Number"),
        "verifier": _("Checked by"),
        "reference": _("Reference"),
        "verified_at": AT,
    }
    looks = {"at": AT, "unit": _("From where"), "why": _("Why"), "whole": _("Everything")}
    agreed = {
        "document": _("Document"),
        "version": _("Version"),
        "at": AT,
        "withdrawn_at": _("Taken back"),
    }
    return [
        Section("emails", _("E-mail addresses"), emails, _of(EmailAddress, user, emails)),
        Section("identity", _("Real name"), names, _of(Identity, user, names)),
        Section("looks", _("Who looked at who I am"), looks, _of(Look, user, looks)),
        Section("consents", _("What I agreed to"), agreed, _of(Consent, user, agreed)),
    ]


def _signs(user: User) -> list[Section]:
    places = {
        "ip": _("Address"),
        "user_agent": _("Browser"),
        "created_at": _("Since"),
        "last_seen_at": _("Last seen"),
    }
    lines = {
        "at": AT,
        "kind": _("Kind"),
        "succeeded": _("Succeeded"),
        "ip": _("Address"),
        "agent": _("Browser"),
        "detail": pgettext_lazy("security log", "Detail"),
    }
    factors = {"type": _("Kind"), "created_at": _("Since"), "last_used_at": _("Last used")}
    return [
        Section("sign_ins", _("Where I am signed in"), places, _of(UserSession, user, places)),
        Section("security", _("Security log"), lines, _of(SecurityEvent, user, lines)),
        Section("factors", _("Second factors"), factors, _of(Authenticator, user, factors)),
    ]


def _told(user: User) -> list[Section]:
    messages = {
        "channel": _("Channel"),
        "title": _("Title"),
        "body": _("Words"),
        "created_at": AT,
        "sent_at": _("Sent"),
        "failed_at": _("Given up"),
    }
    devices = {"agent": _("Browser"), "created_at": _("Since")}
    return [
        Section("messages", _("Messages"), messages, _of(Message, user, messages)),
        Section("devices", _("Devices"), devices, _of(PushSubscription, user, devices)),
    ]


def _of(model: Any, user: User, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Return these columns of a person's rows, oldest first."""
    return list(model.objects.filter(user=user).order_by("pk").values(*columns))
