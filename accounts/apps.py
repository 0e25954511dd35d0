"""People, organisations, roles, sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import checks


class AccountsConfig(AppConfig):
    """Who people are and for whom they may speak."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Refuse to start with the demo's one-click sign-in on a public address; listen."""
        checks.refuse_exposed_demo()
        # It knows the models, which are only ready now.
        from accounts import seam

        seam.listen()
