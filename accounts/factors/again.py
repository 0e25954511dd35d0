"""How somebody who is signed in shows again that it is they."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from django.utils.translation import gettext_lazy as _

_WORDS = {
    "reauthenticate": _("With the password"),
    "reauthenticate_by_code": _("With a code that we send"),
    "mfa_reauthenticate": _("With the authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}


class Again:
    """Whoever has a second factor shows that one.

    Else a sign-in that began before there was one could add another with the password alone.
    """

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways, in our words, the first one first."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)  # type: ignore[misc]
        if user.is_authenticated and get_adapter().is_mfa_enabled(user, ["totp", "webauthn"]):
            ways = [way for way in ways if way["id"].startswith("mfa_")]
        return [way | {"description": _WORDS[way["id"]]} for way in ways]
