"""What the security log tells: a closed list of happenings, each with its words."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Happening(TextChoices):
    """One kind of line. Whether it went well is told apart: SecurityEvent.succeeded."""

    SIGN_IN = "sign_in", _("Sign-in")
    SIGN_IN_LIMITED = "sign_in_limited", _("Too many attempts to sign in")
    SIGN_OUT = "sign_out", _("Sign-out")
    REAUTHENTICATED = "reauthenticated", _("Identity confirmed again")
    CODE_SENT = "code_sent", _("Code sent")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password reset")
    CONTACT_CHANGED = "contact_changed", _("Telephone or e-mail changed")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTOR_USED = "factor_used", _("Second factor used")
    FACTORS_RESET = "factors_reset", _("Second factors reset by an administrator")
    CODES_RENEWED = "codes_renewed", _("Recovery codes made anew")
    SESSION_ENDED = "session_ended", _("Sign-in ended")
    ACCOUNT_LOCKED = "account_locked", _("Account locked")
    ACCOUNT_CLOSED = "account_closed", _("Account closed by its owner")
    ACCOUNT_UNLOCKED = "account_unlocked", _("Account unlocked")
    LIMIT_LIFTED = "limit_lifted", _("Limit on attempts lifted")
    REFUSED = "refused", _("Page refused")
    TOKENS_REVOKED = "tokens_revoked", _("Open pages ended")
