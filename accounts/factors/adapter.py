"""What allauth asks of us about second factors."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import sealing
from accounts.models import User


class Factors(DefaultMFAAdapter):
    """Secrets are sealed at rest; nothing private goes into an app or onto a key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This did not fit. Please look at the code once more; it changes every half minute."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes need an authenticator app or a passkey first."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. Raises sealing.CannotOpen."""
        return sealing.open_(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return by what name the app lists us."""
        return _("Huiyin")

    def _get_user_identifier(self, user: User) -> str:
        """Return the user name: an address or a number would stand readable in the app."""
        return user.username

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return a first name for a passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for whom a passkey is made: this host, whatever the port."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": _("Huiyin")}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return what a passkey shows of its owner."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.shown_name}
