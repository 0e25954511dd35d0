"""Which of our pages an address means, and whether it may be shown elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from cases import queries as cases
from dialogue import projection
from log.codes import Refused
from sessions_app import queries as sessions
from sessions_app.models import Session

LONGEST = 500
# Page → the frame that shows it.
FRAMES = {
    "session": "embed_live",
    "screen": "embed_live",
    "short_session": "embed_live",
    "transcript": "embed_transcript",
    "embed_live": "embed_live",
    "embed_questions": "embed_questions",
    "embed_transcript": "embed_transcript",
}
ENTRY = re.compile(r"e(\d{1,9})")


class Unknown(Exception):
    """There is no such page, or nothing of it that anybody may see: which, nobody is told."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A frame: its path, and the session it belongs to."""

    frame: str
    session: Session


def find(address: str) -> Resource:
    """Return what an address of ours means. Raises Unknown."""
    path, fragment = _ours(address)
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Unknown from error
    if match.url_name == "case":
        return _of_case(match.kwargs["number"])
    return _of_session(match, fragment)


def _ours(address: str) -> tuple[str, str]:
    """Return path and fragment of an address that leads here, and nowhere else."""
    here = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(address[: LONGEST + 1])
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise Unknown from error
    schemes = {here.scheme, "https"}
    same = (host, port or here.port) == (here.hostname, here.port) and "@" not in parts.netloc
    if len(address) > LONGEST or parts.scheme not in schemes or not same:
        raise Unknown
    return unquote(parts.path), parts.fragment


def _of_session(match: ResolverMatch, fragment: str) -> Resource:
    name, number = match.url_name or "", match.kwargs.get("number", 0)
    if name not in FRAMES and name != "embed_entry":
        raise Unknown
    session = _public(number)
    if name == "embed_entry":
        return _entry(session, match.kwargs["seq"])
    wanted = ENTRY.fullmatch(fragment)
    if wanted and name in {"session", "transcript"}:
        return _entry(session, int(wanted[1]))
    return Resource(reverse(FRAMES[name], args=[number]), session)


def _entry(session: Session, seq: int) -> Resource:
    entries = projection.current(session).state["entries"]
    if not any(each["seq"] == seq and each["type"] != "notice" for each in entries):
        raise Unknown
    return Resource(reverse("embed_entry", args=[session.number, seq]), session)


def _public(number: int) -> Session:
    try:
        return sessions.known_by_number(number)
    except Refused as refusal:
        raise Unknown from refusal


def _of_case(number: str) -> Resource:
    """A case is shown by what was said about its question in public, the last words first."""
    try:
        questions = cases.questions_of(cases.by_number(number))
    except Refused as refusal:
        raise Unknown from refusal
    if not questions or questions[0].session.rehearsal:
        raise Unknown
    session = _public(questions[0].session.number)
    entries = projection.current(session).state["entries"]
    said = [each["seq"] for each in entries if each["number"] == questions[0].number]
    if not said:
        return Resource(reverse("embed_transcript", args=[session.number]), session)
    return _entry(session, said[-1])
