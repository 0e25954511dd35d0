"""What is said on the record: answers, speeches, corrections."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from django.db import transaction

from accounts.principals import Principal
from dialogue import queries, ticks
from dialogue.events import (
    AnswerGivenAloud,
    AnswerPublished,
    EntryCorrected,
    Source,
    SpeechPublished,
)
from dialogue.models import Correction, Draft, Question, Utterance
from dialogue.states import CAN_BE_ANSWERED, State
from dialogue.text import is_web_address
from dialogue.wording import checked, remark
from log.codes import Refused
from log.models import Event
from log.writing import append, lock
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.states import ON_AIR, OVER
from sessions_app.states import State as SessionState

# Of a source.
MAX_TITLE = 120


def answer(
    session: Session,
    *,
    number: int,
    text: str,
    speaker: Speaker,
    by: Principal,
    sources: Sequence[Source] = (),
    seen: int | None = None,
) -> Utterance:
    """Answer a public question, live or later. Appends answer.published.

    `seen` is how many answers whoever writes has seen on it; None for one who does not mind.
    Raises Refused: not_live (before the start), not_found, not_public, answered_meanwhile, and
    text errors.
    """
    tidy = checked(text)
    told = [_source(source) for source in sources]
    event = AnswerPublished(number=number, speaker=speaker, text=tidy, sources=told)
    with transaction.atomic():
        return _settle(session, event, by, ON_AIR | OVER, seen)


def given_aloud(session: Session, *, number: int, speaker: Speaker, by: Principal) -> Utterance:
    """Mark a question as answered by voice; its words are written down as they are spoken.

    Appends answer.given_aloud; nothing if that mark stands already, as for the second of two who
    press at once. Raises Refused as `answer` does, and only for a session on air.
    """
    with transaction.atomic():
        return _settle(session, AnswerGivenAloud(number=number, speaker=speaker), by, ON_AIR)


def _settle(
    session: Session,
    event: AnswerPublished | AnswerGivenAloud,
    by: Principal,
    when: Collection[SessionState],
    seen: int | None = None,
) -> Utterance:
    public = lock(session.public_id)[0]
    session.refresh_from_db(fields=["state"])
    if session.state not in when:
        raise Refused("not_live")
    question = queries.locked(session, event.number)
    if question.state not in CAN_BE_ANSWERED:
        raise Refused("not_public" if question.state != State.HELD else "not_found")
    if seen is not None and question.answers.count() > seen:
        raise Refused("answered_meanwhile")
    if isinstance(event, AnswerGivenAloud) and (marked := _marked(question, event.speaker)):
        return marked
    said = append(public, event, actor=by.key)
    # A question that is followed as a case stays one: its end is the case's reply.
    if question.state != State.HANDED_OVER:
        question.state = State.ANSWERED
    question.version += 1
    question.place = None
    question.save(update_fields=["state", "place", "version"])
    if Draft.objects.filter(question=question).delete()[0]:
        transaction.on_commit(partial(ticks.drafted, session.pk, question.number))
    return _utter(session, said, event, question)


def _marked(question: Question, speaker: Speaker) -> Utterance | None:
    """Return the mark of being answered aloud if nothing has come after it."""
    last = question.answers.last()
    if last is None or question.state != State.ANSWERED:
        return None
    return last if not last.text and last.speaker_key == speaker.key else None


def _source(source: Source) -> Source:
    """Tidy what an answer rests on. Raises Refused: bad_address, and text errors."""
    href = source.href.strip()
    if href and not is_web_address(href):
        raise Refused("bad_address")
    return Source(title=checked(source.title, limit=MAX_TITLE), href=href)


def _utter(
    session: Session,
    said: Event,
    event: AnswerPublished | AnswerGivenAloud | SpeechPublished,
    question: Question | None,
) -> Utterance:
    sources = event.sources if isinstance(event, AnswerPublished) else []
    return Utterance.objects.create(
        session=session,
        seq=said.seq,
        question=question,
        speaker_key=event.speaker.key,
        speaker_name=event.speaker.name,
        speaker_post=event.speaker.post,
        text="" if isinstance(event, AnswerGivenAloud) else event.text,
        sources=[source.model_dump() for source in sources],
        at=said.at,
    )


def say(session: Session, *, text: str, speaker: Speaker, by: Principal) -> Utterance:
    """Put on record what somebody says. Appends speech.published. Raises Refused("not_live")."""
    tidy = checked(text)
    with transaction.atomic():
        public = lock(session.public_id)[0]
        session.refresh_from_db(fields=["state"])
        if session.state not in ON_AIR:
            raise Refused("not_live")
        event = SpeechPublished(speaker=speaker, text=tidy)
        return _utter(session, append(public, event, actor=by.key), event, None)


def demand_own_words(session: Session, target: int, *, by: Principal, for_anyone: bool) -> None:
    """Raise Refused("not_allowed") if somebody who speaks for themselves corrects another."""
    if for_anyone:
        return
    own_keys = session.guests.filter(user_id=by.user_id or 0).values("key")
    own_words = Utterance.objects.filter(session=session, seq=target, speaker_key__in=own_keys)
    if not own_words.exists():
        raise Refused("not_allowed")


def correct(
    session: Session,
    *,
    target: int,
    text: str,
    reason: str,
    by: Principal,
    seen: int | None = None,
) -> Correction:
    """Correct what was said at `target`; the earlier wording stays. Appends entry.corrected.

    `seen` is how many corrections of it whoever writes has seen; None for one who does not mind.
    Raises Refused: unknown_target, corrected_meanwhile, and text errors.
    """
    tidy, why = checked(text), remark(reason)
    with transaction.atomic():
        public = lock(session.public_id)[0]
        utterance = Utterance.objects.filter(session=session, seq=target).first()
        if utterance is None:
            raise Refused("unknown_target")
        if seen is not None and utterance.corrections.count() > seen:
            raise Refused("corrected_meanwhile")
        event = EntryCorrected(target=target, text=tidy, reason=why)
        made = append(public, event, actor=by.key)
        return Correction.objects.create(
            utterance=utterance, seq=made.seq, text=tidy, reason=event.reason, at=made.at
        )
