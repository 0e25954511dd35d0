"""All that can happen in a session besides questions and answers, with something private in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from accounts.principals import Principal
from dialogue import acts
from sessions_app.models import Session
from tests import cast
from tests.cast import ref

# A word that was shown, and taken out of the results once the poll was closed.
TAKEN_BACK = "暗号木槿"


def bureau() -> Organisation:
    """Return a unit below the city's, to which work can be given."""
    return Organisation.objects.get_or_create(name="公共交通处", parent=cast.city())[0]


def promise(**fields: object) -> acts.Promise:
    """Return the act by which something is promised for tomorrow."""
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    given = {"text": "月底前恢复直达", "unit": bureau().pk, "due": tomorrow, **fields}
    return acts.Promise.model_validate({"ref": ref(), **given})


def everything(session: Session, *, note: str, word: str, poll: str) -> None:
    """Let it all happen in a live session. `note` is a private note, `word` one that is
    declined in a word cloud, `poll` the question of a poll that nobody is asked.
    """
    _prepared(session, poll)
    _do(session, cast.host(), acts.SendNote(ref=ref(), to="l1", text=note))
    _do(session, cast.leader(), acts.AcknowledgeNote(ref=ref(), note=1))
    pinned = _do(session, cast.host(), acts.Pin(ref=ref(), text="请一次只问一件事"))["seq"]
    _do(session, cast.host(), acts.Unpin(ref=ref(), target=pinned))
    _asked_in_a_poll(session, word)
    _settled(session)
    _do(session, cast.host(), acts.Extend(ref=ref(), minutes=5))


def _settled(session: Session) -> None:
    aloud, handed = (cast.published(session, f"第 {n} 个另外的问题？") for n in (1, 2))
    _do(session, cast.leader(), acts.AnswerAloud(ref=ref(), number=aloud.number))
    _do(session, cast.leader(), promise(number=aloud.number))
    unit = bureau().pk
    _do(session, cast.leader(), acts.Assign(ref=ref(), number=handed.number, unit=unit))
    seq = aloud.answers.get().seq
    _do(session, cast.neighbour(), acts.React(ref=ref(), seq=seq, reaction="thanks"))
    _do(session, cast.neighbour(), acts.Rate(ref=ref(), seq=seq, stars=4))


def _prepared(session: Session, question: str) -> None:
    options = ["甲", "乙"]
    act = acts.PreparePoll(ref=ref(), question=question, form="single", options=options)
    _do(session, cast.host(), act)


def open_poll(session: Session) -> int:
    """Open a poll with two choices and return its number."""
    act = acts.PreparePoll(ref=ref(), question="赞成吗？", form="single", options=["是", "否"])
    number: int = _do(session, cast.host(), act)["poll"]
    _do(session, cast.host(), acts.OpenPoll(ref=ref(), poll=number))
    return number


def _asked_in_a_poll(session: Session, word: str) -> None:
    act = acts.PreparePoll(ref=ref(), question="一个词说说公交", form="words", most=2)
    poll = _do(session, cast.host(), act)["poll"]
    _do(session, cast.host(), acts.OpenPoll(ref=ref(), poll=poll))
    _do(session, cast.netizen(), acts.Vote(ref=ref(), poll=poll, words=["准时", word]))
    # By somebody who looks for nothing afterwards: one's own word one may read.
    voter = cast.who(cast.person("voter"))
    _do(session, voter, acts.Vote(ref=ref(), poll=poll, words=[TAKEN_BACK]))
    for each, shown in (("准时", True), (TAKEN_BACK, True), (word, False)):
        act_on = acts.ShowWord(ref=ref(), poll=poll, word=each, shown=shown)
        _do(session, cast.moderator(), act_on)
    _do(session, cast.host(), acts.ClosePoll(ref=ref(), poll=poll))
    _do(session, cast.moderator(), acts.TakeBackWord(ref=ref(), poll=poll, word=TAKEN_BACK))


def _do(session: Session, who: Principal, act: acts.LiveAct) -> dict[str, Any]:
    return cast.do(session, act, who)
