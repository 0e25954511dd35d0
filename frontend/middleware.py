"""The language of a page: what its address asks for, what was chosen, what the browser wants."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from frontend.tongue import asked_for


class Tongue(LocaleMiddleware):
    """Django's, and before everything else ?lang=: a screen in a hall has nobody to choose."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language for the time of this request."""
        super().process_request(request)
        wanted = asked_for(request)
        if wanted:
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
