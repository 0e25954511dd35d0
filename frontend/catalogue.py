"""The message catalogues: kept in `locale/`, brought up to date, checked, compiled.

Babel does what the gettext programs would, so that a fresh machine needs no package of the
system. Entries are sorted and name the files they come from without line numbers: a catalogue
changes only when wording does.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from frontend.wording import extracted

LOCALES = ("zh_Hans", "en")
SOURCE_LOCALE = "en"  # msgids are English: their own translation, unless somebody words it better
DOMAINS = ("django", "djangojs")
_Words = str | list[str] | tuple[str, ...]
HEADER = """\
# Huiyin, {name}. `make messages` keeps the entries; write only the translations.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def path_of(domain: str, locale: str, suffix: str = "po") -> Path:
    """Return where the catalogue of `domain` in `locale` is kept."""
    return Path(settings.LOCALE_PATHS[0], locale, "LC_MESSAGES", f"{domain}.{suffix}")


def kept(domain: str, locale: str) -> Catalog:
    """Return the catalogue as it stands in `locale/`; an empty one if there is none."""
    path = path_of(domain, locale)
    if not path.exists():
        return Catalog(locale=locale, domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=domain)


def updated(domain: str, locale: str) -> Catalog:
    """Return exactly what the sources use, with the translations there are."""
    before = kept(domain, locale)
    catalog = Catalog(locale=locale, domain=domain)
    for message in extracted(domain):
        if message.id:
            known = before.get(message.id, message.context)
            catalog.add(
                message.id,
                string=_translation(message, known, locale),
                locations=message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return catalog


def _translation(message: Message, known: Message | None, locale: str) -> _Words:
    if known and known.string and known.pluralizable == message.pluralizable:
        return known.string
    if locale == SOURCE_LOCALE:
        return message.id
    return ""


def as_text(catalog: Catalog) -> str:
    """Return the catalogue as the text of a .po file, without dates that would churn."""
    body = BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    assert catalog.locale is not None  # kept() and updated() set it
    header = HEADER.format(
        name=catalog.locale.english_name, locale=catalog.locale, plurals=catalog.plural_forms
    )
    return header + body.getvalue().decode().strip() + "\n"


def update(domain: str, locale: str) -> Path:
    """Bring the catalogue up to date with the sources, and return its path."""
    path = path_of(domain, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(updated(domain, locale)), encoding="utf-8")
    return path


def compile_(domain: str, locale: str) -> Path:
    """Write the binary catalogue that Django reads, and return its path."""
    path = path_of(domain, locale, "mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, kept(domain, locale))
    return path


def faults(domain: str, locale: str) -> list[str]:
    """Return, in words, what keeps the catalogue from being current and complete."""
    path = path_of(domain, locale)
    name = path.relative_to(settings.BASE_DIR).as_posix()
    if not path.exists():
        return [f"{name}: missing; run `make messages`"]
    catalog = kept(domain, locale)
    found = [
        f"{name}: not translated: {message.id!r}"
        for message in catalog
        if message.id and (message.fuzzy or not _complete(message))
    ]
    if path.read_text(encoding="utf-8") != as_text(updated(domain, locale)):
        found.append(f"{name}: not up to date with the sources; run `make messages`")
    return found


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)
