"""The page of the big screen, and its words for scripts in the language it is shown in."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

from dialogue import caching, live, moments, projection
from dialogue.pressed import encode
from dialogue.views import known_session
from frontend import looks, words
from frontend.bigscreen.scene import SHOWN, scene


@require_safe
def big_screen(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show a session to a room. Nothing personal is in it, and nothing to press."""
    session = known_session(request, number)
    snapshot = projection.snapshot(session, viewers=live.viewers(number))
    show = looks.some_of(request, "show", SHOWN)
    theme = looks.theme(request, "paper")

    def make() -> bytes:
        shown = scene(snapshot["state"], snapshot["polls"], snapshot["support"], show)
        context = {"session": session, "snapshot": snapshot, "scene": shown, "show": show}
        page = {
            **context,
            "state": snapshot["state"],
            "theme": theme,
            "states": list(words.SESSION),
        }
        return looks.page(request, "bigscreen/screen.html", page).content

    figures = encode({"support": snapshot["support"], "polls": snapshot["polls"]})
    position = (session.pk, session.version, snapshot["epoch"], snapshot["seq"])
    key = ("screen", *position, figures, looks.lang(request), theme, show)
    response = HttpResponse(make() if session.rehearsal else moments.pages.get(key, make))
    response["Content-Language"] = looks.lang(request)
    return caching.page(request, response, seconds=caching.kept(session, 0))


@require_safe
def catalog(request: HttpRequest, lang: str) -> HttpResponseBase:
    """Return the words that scripts speak, in the language that the address names."""
    if lang not in dict(settings.LANGUAGES):
        raise Http404
    with override(lang):
        return JavaScriptCatalog.as_view(packages=[])(request)
