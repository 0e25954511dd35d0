"""The demo's polls: counted ones, one that is open, one that waits for the host."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.principals import Principal
from config.demo.earlier import Clock
from dialogue.models import Poll, PollForm, PollOption, PollState
from dialogue.services import poll_words, polls, voting
from sessions_app.models import Session


@dataclass(frozen=True, slots=True)
class Script:
    """One poll. For a word cloud the options are the words that people give, as often as said."""

    question: str
    form: str
    options: tuple[str, ...] = ()
    # How the votes lie, by option.
    weights: tuple[int, ...] = (1,)
    most: int = 1
    hidden: bool = False


COUNTED = Script(
    "您平时主要怎么出行？",
    "single",
    ("公交、地铁", "骑车、步行", "自己开车", "打车、网约车"),
    (6, 4, 4, 1),
)
OPEN = Script(
    "公交最该先改进哪几样？",
    "multiple",
    ("发车更密", "末班更晚", "换乘更方便", "车厢更舒适", "站台有座椅和雨棚"),
    (5, 4, 4, 1, 3),
    most=2,
)
PREPARED = Script("今天的回答，您打几分？", "rating", hidden=True)
SEALED = (
    Script(
        "用一个词说说您对加装电梯的期待",
        "words",
        ("公平", "安全", "快一点", "透明", "静音", "不涨价"),
        (6, 5, 4, 3, 1, 1),
        most=2,
    ),
    Script("今天的回答，您打几分？", "rating", ("1", "2", "3", "4", "5"), (0, 1, 2, 6, 5)),
)


def principal(user: User) -> Principal:
    """Return a person as an actor."""
    return Principal(f"u:{user.pk}", user.shown_name, user.token_version)


def prepare(session: Session, script: Script) -> int:
    """Write a poll down; return its number."""
    choices = script.options if script.form in {"single", "multiple"} else ()
    return polls.prepare(
        session,
        question=script.question,
        form=script.form,
        options=choices,
        most=script.most,
        hidden=script.hidden,
    ).number


def ask(
    session: Session, script: Script, crowd: Sequence[User], *, by: Principal, seed: int
) -> int:
    """Open a poll and let the crowd vote; return its number."""
    number = prepare(session, script)
    polls.open_poll(session, number=number, by=by)
    chance = random.Random(seed)  # noqa: S311  nothing here is a secret
    for user in crowd:
        _vote(session, number, script, user, chance)
    return number


def _vote(session: Session, number: int, script: Script, user: User, chance: random.Random) -> None:
    drawn = chance.choices(range(len(script.options)), script.weights, k=script.most)
    words = [script.options[place] for place in drawn] if script.form == "words" else []
    choices = [] if words else [place + 1 for place in drawn]
    voting.vote(session, number=number, choices=choices, words=words, by=principal(user))


def count(
    session: Session, script: Script, crowd: Sequence[User], *, by: Principal, clock: Clock
) -> None:
    """Ask, let two minutes pass, and close."""
    number = ask(session, script, crowd, by=by, seed=session.number)
    for word in PollOption.objects.filter(poll__session=session, poll__number=number, shown=None):
        poll_words.show(session, number=number, word=word.text, shown=True)
    clock.forward(minutes=2)
    polls.close(session, number=number, by=by)


def ballot(session: Session, chance: random.Random) -> dict[str, Any] | None:
    """Return what somebody of the crowd puts into the poll that is open now, if one is.

    Words are left to people: somebody would have to read them.
    """
    poll = Poll.objects.filter(session=session, state=PollState.OPEN).first()
    if poll is None or poll.form == PollForm.WORDS:
        return None
    places = list(poll.options.values_list("place", flat=True))
    chosen = chance.sample(places, chance.randint(1, min(poll.most, len(places))))
    return {"poll": poll.number, "choices": chosen}
