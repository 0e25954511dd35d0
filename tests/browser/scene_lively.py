"""A session in full swing, in the words of the demo: what a live page carries when it hurts."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.principals import SYSTEM
from config.demo import matters, texts
from dialogue.services import hosting, opinions, pinning, promising, speaking
from sessions_app import queries as sessions
from sessions_app.models import Session
from tests import cast
from tests.browser.scene_polls import poll

QUESTIONS, ANSWERED, PROMISED = 36, 10, 2
REACTIONS = ("thanks", "thanks", "clear", "more")


def enliven(number: int) -> int:
    """Let a live session have all that goes on in one; return how many questions it has."""
    made = sessions.by_number(number)
    crowd = (matters.crowd_exchange(turn) for turn in range(QUESTIONS))
    exchanges = [*texts.LIVE.exchanges, *crowd][:QUESTIONS]
    for text in (
        "问答到 11 点结束，没答完的五个工作日内公开答复。",
        "涉及个人信息的问题请拨 12345。",
    ):
        pinning.pin(made, text=text, by=SYSTEM)
    speaking.say(made, text=texts.LIVE.opening, speaker=cast.LEADER, by=SYSTEM)
    for turn, (text, _reply) in enumerate(exchanges):
        name = texts.PSEUDONYMS[turn % len(texts.PSEUDONYMS)]
        cast.published(made, text, by=cast.guest(name))
    for question, (_text, reply) in enumerate(exchanges[:ANSWERED], 1):
        _answer(made, question, reply)
    hosting.take_up(made, number=ANSWERED + 1, by=SYSTEM)
    poll(number)
    return len(exchanges)


def _answer(made: Session, number: int, reply: str) -> None:
    hosting.take_up(made, number=number, by=SYSTEM)
    said = speaking.answer(made, number=number, text=reply, speaker=cast.LEADER, by=SYSTEM)
    for reaction in REACTIONS:
        guest = cast.guest()
        opinions.react(made, seq=said.seq, reaction=reaction, by=guest)
        opinions.rate(made, seq=said.seq, stars=4, by=guest)
    if number <= PROMISED:
        promising.promise(
            made,
            number=number,
            text=reply[:40],
            unit=cast.city(),
            due=timezone.localdate() + timedelta(days=5),
            speaker=cast.LEADER,
            by=SYSTEM,
        )
