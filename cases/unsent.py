"""What a handler typed and did not send yet, while another step was taken: it stays on the page."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

# What each step sends; everything else that was typed is still to be sent.
SENDS = {"reply": "text", "note": "note"}
_KEY = "cases.unsent"


def keep(request: HttpRequest, number: str, *, but: str) -> None:
    """Remember in the person's own session what was typed beside the step `but`."""
    typed = {
        name: request.POST.get(name, "")
        for step, name in SENDS.items()
        if step != but and request.POST.get(name, "").strip()
    }
    everything = {case: words for case, words in _all(request).items() if case != number}
    if typed:
        everything[number] = typed
    request.session[_KEY] = everything


def of(request: HttpRequest, number: str) -> Mapping[str, str]:
    """Return what is still to be sent about a case: {"text": …, "note": …}."""
    return _all(request).get(number, {})


def _all(request: HttpRequest) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = request.session.get(_KEY, {})
    return found
