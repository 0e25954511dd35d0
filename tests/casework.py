"""A unit and its cases, for the tests of the cases' room: the cast goes on to work."""

from __future__ import annotations

from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Organisation
from accounts.principals import Principal
from archive.services import seal
from cases import shown
from cases.models import Case
from cases.services import handling
from cases.services.opening import open_from_question
from cases.story import local_day
from dialogue.models import Question
from dialogue.services.closing import end_session
from log.canonical import timestamp
from log.models import Event
from sessions_app.models import Session
from tests import cast, clocks

REPLY = "**重点：**下月起恢复直达，末班车到 *21:30*。"
WORDS = "107 路能不能恢复直达医院?"


def handler(unit: Organisation | None = None, username: str = "jin") -> Principal:
    """Jin, who handles the cases of the cast's city, or of another unit."""
    person = cast.person(username)
    assign_perm("accounts.handle_cases", person, unit or cast.city())
    return cast.who(person)


def over(*texts: str, sealed: bool = True, unit: Organisation | None = None) -> Session:
    """Return a session that is over and left these questions behind, without cases yet."""
    session = cast.make_session(organisation=unit)
    for text in texts:
        cast.published(session, text)
    end(session, sealed=sealed)
    return session


def end(session: Session, *, sealed: bool = True) -> None:
    """End a session and seal its record."""
    end_session(session, by=cast.host())
    if sealed:
        seal(session)
        session.refresh_from_db()


def leftover(text: str = WORDS, unit: Organisation | None = None) -> Question:
    """Return a question that a sealed session left over."""
    return over(text, unit=unit).questions.get()


def received(text: str = WORDS, unit: Organisation | None = None) -> Case:
    """Return a case that has just been opened."""
    return open_from_question(leftover(text, unit))


def accepted(text: str = WORDS) -> Case:
    """Return a case that its unit has in hand."""
    case = received(text)
    return handling.accept(case, version=case.version, by=handler())


def answered(text: str = WORDS, reply: str = REPLY) -> Case:
    """Return a case with its official reply."""
    case = accepted(text)
    return handling.reply(case, version=case.version, text=reply, by=handler())


def closed(text: str = WORDS) -> Case:
    """Return a case that is closed."""
    case = answered(text)
    return handling.close(case, version=case.version, by=handler())


MAKE = {"received": received, "accepted": accepted, "answered": answered, "closed": closed}


def overdue() -> Case:
    """Return a case of a session that ended weeks ago: its day has passed."""
    with clocks.days_ago(40):
        return received()


def assert_fold_is_row(case: Case) -> None:
    """Demand that the state folded from a case's public log equals what its row says."""
    case.refresh_from_db()
    gone = shown.is_gone(Question.objects.filter(case_link__case=case))
    state = shown.state_of(case, gone=gone)
    assert (state["case"], state["state"], state["reply"]) == (case.number, case.state, case.reply)
    assert (state["unit"], state["due_on"]) == (case.organisation.name, case.due_on.isoformat())
    assert (state["title"], state["text"]) == (("", "") if gone else (case.title, case.text))
    assert case.session is not None
    assert state["session"] == case.session.number
    for stamp in ("opened_at", "accepted_at", "answered_at", "closed_at"):
        moment = getattr(case, stamp)
        assert state[stamp] == (timestamp(moment) if moment else None), stamp
    assert case.moved_at is not None
    assert state["steps"][-1]["at"] == timestamp(case.moved_at)
    assert local_day(state["opened_at"]) == timezone.localdate(case.opened_at)


def events(case: Case, audience: str = "public") -> list[Event]:
    """Return the entries of one of a case's streams, in order."""
    return list(
        Event.objects.filter(
            stream__owner_kind="case", stream__owner_id=case.pk, stream__audience=audience
        ).order_by("seq")
    )
