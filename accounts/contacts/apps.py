"""allauth's account app, with the e-mail address sealed at rest.

Its EmailAddress model cannot be swapped, but an app may be configured by a subclass of its
AppConfig, and have its migrations elsewhere (settings.MIGRATION_MODULES): both are Django's
own ways. See docs/decisions/0010-contact-data-is-sealed.md.
"""

from __future__ import annotations

from allauth.account.apps import AccountConfig


class SealedAccountConfig(AccountConfig):
    """Puts a SealedKey in the place of EmailAddress.email as soon as the models are there."""

    default = False

    def import_models(self) -> None:
        """Import the models, then exchange the field. Every lookup allauth makes is exact."""
        super().import_models()
        # Fields can only be made once the apps are being loaded.
        from accounts.fields import SealedKey

        model = self.get_model("EmailAddress", require_ready=False)
        old = next(field for field in model._meta.local_fields if field.name == "email")
        model._meta.local_fields.remove(old)
        SealedKey(max_length=400, db_index=True, verbose_name=old.verbose_name).contribute_to_class(
            model, "email"
        )
