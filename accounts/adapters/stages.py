"""What must be shown between signing in and being in."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import EmailVerificationStage


class VerifyEmail(EmailVerificationStage):
    """An address is confirmed by whoever signs up or in with it; others need not have one."""

    def handle(self) -> Any:
        """Go on when no address is in play."""
        login = self.login
        user = login.user
        if user and not login.email and (user.phone_verified or not user.unfinished):
            return None, True
        return super().handle()
