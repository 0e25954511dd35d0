"""How pages look and speak to a person: kept by the account, carried to where it is signed in to.

Pages for everybody are alike for everybody, so a look is never in them: the browser keeps it, and
a script in the head puts it on before anything is painted (js/base.js). Signing in brings what the
account says in a cookie, which the next page takes over and drops. What was chosen on a device
before signing in may be somebody else's choice: it stays on that device, and goes to the account
only if that has none yet. What is chosen when signed in is the account's.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.services import preferences

COOKIE = "huiyin_looks"
COOKIE_SECONDS = 86_400
# The language in which this browser and an account last agreed.
AGREED_COOKIE = "huiyin_language_kept"
KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


def carry(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let whoever signs in find their language and looks here, unless others were chosen here.

    An account without a language takes the one that was chosen here; one that has its own keeps it.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    here = chosen in KNOWN and chosen != request.COOKIES.get(AGREED_COOKIE)
    if user.language in KNOWN and not here:
        speak(response, user.language)
    elif here and not user.language:
        preferences.note_language(user, chosen)
        speak(response, chosen)
    if user.theme:
        look = f"{user.theme}.{'on' if user.large_print else ''}"
        response.set_cookie(
            COOKIE,
            look,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def speak(response: HttpResponseBase, language: str) -> None:
    """Let this browser speak the language that is on the account."""
    for name in (settings.LANGUAGE_COOKIE_NAME, AGREED_COOKIE):
        response.set_cookie(
            name,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )


def read(look: str) -> dict[str, str | bool] | None:
    """Return what "dark.on" or "system." stand for, as fields of a person; None for nonsense."""
    theme, dot, large = look.partition(".")
    known = theme in preferences.THEMES and dot and large in {"", "on"}
    return {"theme": theme, "large_print": bool(large)} if known else None
