"""What "My account" leads to: a list, so that a new page adds a line here and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts import reach
from accounts.masking import masked_phone
from accounts.models import User, Verification


def _name(user: User) -> StrOrPromise:
    return user.shown_name


def _phone(user: User) -> StrOrPromise:
    return masked_phone(user.phone) if user.phone else _("None yet")


def _email(user: User) -> StrOrPromise:
    return reach.email_of(user) or _("None yet")


def _password(user: User) -> StrOrPromise:
    return _("Set") if user.has_usable_password() else _("None: a code opens the door")


def _factors(user: User) -> StrOrPromise:
    return _("Set") if get_adapter().is_mfa_enabled(user) else _("None yet")


def _real_name(user: User) -> StrOrPromise:
    return _("Checked") if user.verification == Verification.REAL else _("Not checked")


@dataclass(frozen=True, slots=True)
class Section:
    """One line: the name of its address, its icon, its words, and how things stand."""

    place: str
    icon: str
    label: StrOrPromise
    state: Callable[[User], StrOrPromise] | None = None


SECTIONS = (
    Section("account_name", "circle-user-round", _("Name shown to the public"), _name),
    Section("account_change_phone", "smartphone", _("Mobile number"), _phone),
    Section("account_email", "mail", _("E-mail address"), _email),
    Section("account_change_password", "key-round", _("Password"), _password),
    Section("following", "bell", _("What I follow")),
    Section("message_preferences", "message-square", _("How I am told")),
    Section("mfa_index", "shield-check", _("Second factor"), _factors),
    Section("account_devices", "monitor-smartphone", _("Devices and sign-ins")),
    Section("my_real_name", "badge-check", _("Real name"), _real_name),
    Section("my_privacy", "shield", _("My privacy")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A section as one person sees it."""

    section: Section
    href: str
    state: StrOrPromise


def lines_for(user: User) -> list[Line]:
    """Return the lines of the sections that this platform has."""
    return [
        Line(section, href, section.state(user) if section.state else "")
        for section in SECTIONS
        if (href := _address(section.place))
    ]


def _address(place: str) -> str:
    try:
        return reverse(place)
    except NoReverseMatch:
        return ""
