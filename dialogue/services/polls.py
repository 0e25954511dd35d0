"""Polls: prepared behind the scenes, opened to all, counted and told."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, prefetch_related_objects

from accounts.principals import Principal
from dialogue.events import PollClosed, PollOpened
from dialogue.figures import RESULTS, counted
from dialogue.models import Poll, PollForm, PollOption, PollState
from dialogue.wording import checked
from log.codes import Refused
from log.writing import Locked, append, lock
from sessions_app.models import Session
from sessions_app.states import CHANGEABLE, ON_AIR

MAX_QUESTION = 200
MAX_OPTION = 80
MAX_OPTIONS = 12
# Words that one person may give to a word cloud.
MAX_WORDS = 3
STARS = ("1", "2", "3", "4", "5")


def prepare(
    session: Session,
    *,
    question: str,
    form: str,
    options: Sequence[str],
    most: int,
    hidden: bool,
    number: int = 0,
    version: int = 0,
) -> Poll:
    """Write a new poll down (`number` 0), or change a prepared one; nobody is told yet.

    `version` is that of the prepared one as it was seen. Raises Refused: illegal_step (after
    the end, or once it was opened), not_found, stale (somebody changed it since), bad_poll
    (fewer than two options, one twice, too many, an unknown form), and text errors.
    """
    asked = checked(question, limit=MAX_QUESTION)
    named = _options(form, options)
    with transaction.atomic():
        lock(session.desk_id)
        session.refresh_from_db(fields=["state"])
        if session.state not in CHANGEABLE:
            raise Refused("illegal_step")
        poll = _draft(session, number, version) if number else _new(session)
        poll.question, poll.form, poll.hidden = asked, form, hidden
        poll.most = _most(form, most, len(named))
        poll.version += 1
        poll.save()
        poll.options.all().delete()
        PollOption.objects.bulk_create(
            PollOption(poll=poll, place=place, text=text) for place, text in enumerate(named, 1)
        )
    return poll


def _options(form: str, options: Sequence[str]) -> list[str]:
    if form not in PollForm.values:
        raise Refused("bad_poll", most=MAX_OPTIONS)
    if form == PollForm.RATING:
        return list(STARS)
    if form == PollForm.WORDS:
        return []
    tidy = [checked(option, limit=MAX_OPTION) for option in options]
    if not 2 <= len(tidy) <= MAX_OPTIONS or len(set(tidy)) != len(tidy):
        raise Refused("bad_poll", most=MAX_OPTIONS)
    return tidy


def _most(form: str, most: int, options: int) -> int:
    if form == PollForm.MULTIPLE:
        return min(max(most, 2), options)
    return min(max(most, 1), MAX_WORDS) if form == PollForm.WORDS else 1


def _new(session: Session) -> Poll:
    taken = Poll.objects.filter(session=session).order_by("-number").first()
    return Poll(session=session, number=taken.number + 1 if taken else 1, version=0)


def _draft(session: Session, number: int, version: int) -> Poll:
    poll = locked(session, number)
    if poll.state != PollState.DRAFT:
        raise Refused("illegal_step")
    if version != poll.version:
        raise Refused("stale")
    return poll


def locked(session: Session, number: int) -> Poll:
    """Return a poll, locked inside the caller's transaction. Raises Refused("not_found")."""
    try:
        return Poll.objects.select_for_update(of=("self",)).get(session=session, number=number)
    except Poll.DoesNotExist as error:
        raise Refused("not_found") from error


def discard(session: Session, *, number: int) -> None:
    """Throw a prepared poll away. Raises Refused: not_found, illegal_step once it was opened."""
    with transaction.atomic():
        poll = locked(session, number)
        if poll.state != PollState.DRAFT:
            raise Refused("illegal_step")
        poll.delete()


def open_poll(session: Session, *, number: int, by: Principal) -> int:
    """Ask everyone; return the place in the record. Appends poll.opened.

    Raises Refused: not_live, not_found, illegal_step (opened before), poll_open (another is).
    """
    try:
        with transaction.atomic():
            public = lock(session.public_id)[0]
            session.refresh_from_db(fields=["state"])
            if session.state not in ON_AIR:
                raise Refused("not_live")
            poll = locked(session, number)
            if poll.state != PollState.DRAFT:
                raise Refused("illegal_step")
            poll.opened_seq = append(public, _opened(poll), actor=by.key).seq
            poll.state = PollState.OPEN
            poll.version += 1
            poll.save(update_fields=["state", "opened_seq", "version"])
    except IntegrityError as error:
        # The database holds that one is open at a time.
        raise Refused("poll_open") from error
    return poll.opened_seq


def _opened(poll: Poll) -> PollOpened:
    return PollOpened.model_validate(
        {
            "poll": poll.number,
            "question": poll.question,
            "form": str(poll.form),
            "options": [option.text for option in poll.options.all()],
            "most": poll.most,
            "hidden": poll.hidden,
        }
    )


def close(session: Session, *, number: int, by: Principal) -> int:
    """Count a poll and tell everyone; return the place in the record. Appends poll.closed.

    Raises Refused: not_found, illegal_step unless it is open.
    """
    with transaction.atomic():
        public = lock(session.public_id)[0]
        return _close(public, locked(session, number), by)


def close_open(session: Session, *, by: Principal, held: Locked) -> None:
    """Count what is open when a session ends; the caller holds the public stream."""
    for number in Poll.objects.filter(session=session, state=PollState.OPEN).values_list("number"):
        _close(held, locked(session, *number), by)


def _close(public: Locked, poll: Poll, by: Principal) -> int:
    if poll.state != PollState.OPEN:
        raise Refused("illegal_step")
    prefetch_related_objects([poll], RESULTS)
    options = counted(poll)
    event = PollClosed(
        poll=poll.number,
        options=[option.text for option in options],
        votes=[option.votes for option in options],
        users=poll.voters,
        guests=poll.guest_voters,
    )
    poll.closed_seq = append(public, event, actor=by.key).seq
    Poll.objects.filter(pk=poll.pk).update(
        state=PollState.CLOSED, closed_seq=poll.closed_seq, version=F("version") + 1
    )
    return poll.closed_seq
