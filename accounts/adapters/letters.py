"""E-mails of the account pages."""

from __future__ import annotations

from typing import Any

from allauth.core import context as requests
from django.conf import settings

from accounts import outgoing


class Letters:
    """The page does not wait for the mail server: how long it takes would tell something."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter now, in the reader's language; send it soon."""
        about = {"request": requests.request, "email": email, "site_url": settings.SITE_URL}
        letter = self.render_mail(template_prefix, email, about | context)  # type: ignore[attr-defined]
        outgoing.soon(letter.send, waits=settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"))
