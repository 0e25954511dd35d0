"""Sessions that are over, with a question of every end; sealed, or about to be."""

from __future__ import annotations

from archive import services
from dialogue.models import Question
from dialogue.services import closing, own, publishing, speaking
from log.models import Event
from sessions_app.models import Session
from tests import cast


def ended() -> Session:
    """A session with a question of every end, just over."""
    session = cast.make_session()
    speaking.say(session, text="欢迎。", speaker=cast.LEADER, by=cast.leader())
    cast.answered(session)
    cast.declined(session)
    cast.ask(session, "还没有审核的问题")
    withdrawn = cast.ask(session, "这个问题我不想问了")
    own.withdraw(session, number=withdrawn.number, by=cast.netizen())
    gone = cast.published(session, "含有电话的问题")
    publishing.take_down(session, number=gone.number, reason="privacy", by=cast.moderator())
    cast.published(session, "没有轮到的问题")
    closing.end_session(session, by=cast.host())
    return session


def sealed() -> Session:
    session = ended()
    services.seal(session)
    return session


def say_more(session: Session, text: str = "补充一句。") -> None:
    """Something that may happen after the seal: an answer that comes late."""
    question = Question.objects.get(session=session, text="没有轮到的问题")
    speaking.answer(
        session, number=question.number, text=text, speaker=cast.LEADER, by=cast.leader()
    )


def entries(session: Session) -> list[Event]:
    """Every entry of both streams: the public ones first, each stream in order."""
    public = Event.objects.filter(stream_id=session.public_id).order_by("seq")
    desk = Event.objects.filter(stream_id=session.desk_id).order_by("seq")
    return [*public, *desk]
