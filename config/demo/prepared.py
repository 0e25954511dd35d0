"""What staff of the demo have prepared for the leader: answers with sources, a note, a promise."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from accounts.principals import Principal
from cases import calendar
from dialogue.events import Source
from dialogue.services import drafts, notes, promising
from dialogue.wording import Wording
from sessions_app.events import Speaker
from sessions_app.models import Session

# What the prepared answers rest on; the addresses lead to no place.
SOURCES = (
    Source(
        title="夜间道路停车第一批名单（送审稿）", href="https://jiaotong.qingjiang.example/parking"
    ),
    Source(
        title="清江市停车管理办法，第十二条", href="https://www.qingjiang.example/rules/parking"
    ),
)
NOTE = "14 条道路的名单局里上午已定稿，下周一上网，可以当场答复。"
PROMISE = "从下月 1 日起，逢上学日加开 19:10 一班，先试行一个学期。"
PROMISED_IN_DAYS = 10


def prepare_answers(session: Session, answers: Sequence[tuple[int, str]], *, by: Principal) -> None:
    """Prepare answers for these questions, by number: all but the last are ready."""
    for place, (number, text) in enumerate(answers, 1):
        ready = place < len(answers)
        wording = Wording(text, sources=SOURCES if place == 1 else (), ready=ready)
        drafts.save(session, number=number, text=wording, version=0, by=by)


def send_note(session: Session, number: int, *, by: Principal) -> None:
    """Send the leader a note about a question, still to be acknowledged."""
    notes.send(session, to="l1", about=number, text=NOTE, by=by)


def promise(session: Session, number: int, speaker: Speaker, *, by: Principal) -> None:
    """Put on record what was promised in an answer, to be kept within ten working days."""
    due = calendar.current().add_working_days(timezone.localdate(), PROMISED_IN_DAYS)
    promising.promise(
        session,
        number=number,
        text=PROMISE,
        unit=session.organisation,
        due=due,
        speaker=speaker,
        by=by,
    )
