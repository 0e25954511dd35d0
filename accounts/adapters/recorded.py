"""What allauth does and tells nobody of by a signal: written into the security log."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from accounts.queries import person_called
from accounts.security import Happening
from accounts.services.security import fingerprint, record

_WITH_A_CODE = ("code", "confirmation")


class Recorded:
    """Codes that are sent, and attempts that are one too many. No line, no code."""

    def send_verification_code_sms(
        self, user: User | None, phone: str, code: str, **about: Any
    ) -> None:
        """Send a code by text message."""
        with transaction.atomic():
            _sent("sms", user, phone)
            super().send_verification_code_sms(user, phone, code, **about)  # type: ignore[misc]

    def send_unknown_account_sms(self, phone: str, **about: Any) -> None:
        """Tell the owner of a number that it opens no account."""
        with transaction.atomic():
            _sent("sms", None, phone, succeeded=False)
            super().send_unknown_account_sms(phone, **about)  # type: ignore[misc]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code by e-mail, or tell the owner of an address that there is no account."""
        with transaction.atomic():
            with_code = any(word in template_prefix for word in _WITH_A_CODE)
            if with_code or "unknown_account" in template_prefix:
                _sent("email", context.get("user"), email, succeeded=with_code)
            super().send_mail(template_prefix, email, context)  # type: ignore[misc]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count an attempt. Raises ValidationError for one too many."""
        try:
            super().pre_authenticate(request, **credentials)  # type: ignore[misc]
        except ValidationError:
            said = str(credentials.get("email") or credentials.get("username") or "")
            record(
                Happening.SIGN_IN_LIMITED,
                user=person_called(said),
                succeeded=False,
                detail={"as": fingerprint(said)},
            )
            raise


def _sent(way: str, user: User | None, to: str, *, succeeded: bool = True) -> None:
    detail = {"by": way, "to": fingerprint(to)}
    record(Happening.CODE_SENT, user=user, succeeded=succeeded, detail=detail)
