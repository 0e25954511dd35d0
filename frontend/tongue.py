"""Which language: what an address asks for, and what a text is written in."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest

KNOWN = frozenset(code for code, _name in settings.LANGUAGES)

CHINESE, ENGLISH, UNKNOWN = "zh-Hans", "en", "und"
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
KANA = re.compile(r"[\u3041-\u30ff]")
WORD = re.compile(r"[a-z]+")
# Hardly an English sentence does without one of these; hardly another language has them.
# The browser knows the same ones (js/tongue.js); tests/fixtures/tongues.json holds both to it.
_ENGLISH = (
    "the and are is was will would can could do does did how what when where which who why for"
    " from of to with this that there not please we you your our my it be have has"
)
ENGLISH_WORDS = frozenset(_ENGLISH.split())


def asked_for(request: HttpRequest) -> str | None:
    """Return the language that ?lang= names, if it is one of ours; "zh" is Chinese, too."""
    wanted = request.GET.get("lang", "").lower()
    wanted = "zh-hans" if wanted in {"zh", "zh-cn"} else wanted
    return wanted if wanted in KNOWN else None


def of_address(request: HttpRequest, otherwise: str = settings.LANGUAGE_CODE) -> str:
    """Return the language of what a program fetches: it sends no wish, so the address names it."""
    return asked_for(request) or otherwise


def of_text(text: str) -> str:
    """Return the language somebody wrote in, for `lang`: zh-Hans, en, or und where it is not sure.

    Honest rather than clever: a name in Latin letters may be of any language.
    """
    words = WORD.findall(text.lower())
    english = not ENGLISH_WORDS.isdisjoint(words)
    han, kana = len(HAN.findall(text)), len(KANA.findall(text))
    if han > kana and not (english and len(words) > han):
        return CHINESE
    return ENGLISH if english else UNKNOWN
