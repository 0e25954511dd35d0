"""The first screens: what every text passes on its way in (see dialogue.screens).

The first three refuse, the last points things out. Each looks at a whole batch and asks
the database at most once for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.characters import has_control_characters, with_plain_breaks
from dialogue.models import Question
from dialogue.screens import Candidate, Finding, Outcome
from dialogue.states import State
from dialogue.text import fingerprint
from log.codes import Refused
from moderation import wordlist
from sessions_app.models import Session

LEAST_LENGTH = 5
# A text made of listed words needs no complete list to be noticed.
MOST_FINDINGS = 20
LISTED_WORD = "listed_word"
# What a moderator reads beside the place a screen points at.
LABELS: Mapping[str, StrPromise] = {LISTED_WORD: _("Listed word")}


def label(rule: str) -> str:
    """Return a rule's name for moderators; a rule that is no longer used keeps its code."""
    return str(LABELS.get(rule, rule))


def length(session: Session, candidates: Sequence[Candidate]) -> list[Outcome]:
    """Refuse what is empty, too short to be a question, or longer than the session allows."""
    return [_length(session, candidate.text) for candidate in candidates]


def _length(session: Session, text: str) -> Outcome:
    # Signs alone say nothing, and would all look the same to `repeats`.
    if not any(char.isalnum() for char in text):
        return Refused("text_empty")
    if len(text) < LEAST_LENGTH:
        return Refused("text_too_short", limit=LEAST_LENGTH)
    if len(text) > session.max_length:
        return Refused("text_too_long", length=len(text), limit=session.max_length)
    return []


def characters(session: Session, candidates: Sequence[Candidate]) -> list[Outcome]:
    """Refuse control characters, and those that make a text read other than it is written."""
    return [
        Refused("text_bad_characters")
        if has_control_characters(with_plain_breaks(candidate.raw))
        else []
        for candidate in candidates
    ]


def repeats(session: Session, candidates: Sequence[Candidate]) -> list[Outcome]:
    """Refuse what the same person has asked in this session, in the same or nearly the same words.

    What was withdrawn may be asked again; what was declined may not, unless it is changed.
    Stands after the other screens that refuse: the number that a question earlier in the
    batch will get is only known when none of those before it drops out any more.
    """
    prints = [fingerprint(candidate.text) for candidate in candidates]
    asked = _asked(session, candidates, prints)
    outcomes: list[Outcome] = []
    coming = session.last_number
    for candidate, print_ in zip(candidates, prints, strict=True):
        numbers = asked.setdefault((candidate.author, print_), [])
        earlier = next((number for number in numbers if number != candidate.number), None)
        if earlier is not None:
            outcomes.append(Refused("text_repeated", number=earlier))
            continue
        coming += 1
        numbers.append(candidate.number or coming)
        outcomes.append([])
    return outcomes


def _asked(
    session: Session, candidates: Sequence[Candidate], prints: Sequence[str]
) -> dict[tuple[str, str], list[int]]:
    rows = (
        Question.objects.filter(
            session=session,
            author__in={candidate.author for candidate in candidates},
            fingerprint__in=set(prints),
        )
        .exclude(state=State.WITHDRAWN)
        .order_by("number")
        .values_list("author", "fingerprint", "number")
    )
    asked: dict[tuple[str, str], list[int]] = {}
    for author, print_, number in rows:
        asked.setdefault((author, print_), []).append(number)
    return asked


def listed_words(session: Session, candidates: Sequence[Candidate]) -> list[Outcome]:
    """Point out listed words; advice for the moderator, never a refusal."""
    index = wordlist.for_session(session.pk)
    return [
        [
            _finding(match)
            for match in islice(wordlist.matches(candidate.text, index), MOST_FINDINGS)
        ]
        for candidate in candidates
    ]


def _finding(match: wordlist.Match) -> Finding:
    entry = match.entry
    note = f"{entry.word} · {entry.note}" if entry.note else entry.word
    return Finding(LISTED_WORD, match.start, match.end, note)
