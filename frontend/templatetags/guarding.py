"""Words for the security log and for devices."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SecurityEvent
from accounts.security import Happening

register = template.Library()

_BROWSERS = (
    ("MicroMessenger", gettext_lazy("WeChat")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("HuaweiBrowser", gettext_lazy("Huawei Browser")),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_MEANS = {
    "password": gettext_lazy("password"),
    "code": gettext_lazy("code that was sent"),
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery code"),
    "mfa": gettext_lazy("second factor"),
    "sms": gettext_lazy("SMS"),
    "email": gettext_lazy("e-mail"),
}


@register.filter
def happening(kind: str) -> str:
    """Return the words for a kind of line; the kind itself for one that is not known any more."""
    return str(Happening(kind).label) if kind in Happening.values else kind


@register.filter
def device(agent: str) -> str:
    """Return which browser on which system says this of itself: Chrome · Windows."""
    browser = next((str(name) for mark, name in _BROWSERS if re.search(mark, agent)), "")
    system = next((str(name) for mark, name in _SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part) or _("Unknown device")


@register.filter
def means(name: str) -> str:
    """Return the words for a means of proving who one is."""
    return str(_MEANS.get(name, name))


@register.filter
def particulars(event: SecurityEvent) -> str:
    """Return the rest of a line in words: by what means, why, which page."""
    detail = event.detail
    names = str(detail.get("by") or detail.get("type") or "")
    by = " + ".join(means(each) for each in names.split("+") if each)
    others = (str(detail[name]) for name in ("reason", "path", "of") if detail.get(name))
    return " · ".join(part for part in (by, *others) if part)
