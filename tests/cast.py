"""The small cast of all tests: one city, one leader, a few people, their session.

Names are fictional. Everything is made through the services, as in life.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.principals import Principal, new_guest
from dialogue import acts, queries
from dialogue.models import Question
from dialogue.perform import perform
from dialogue.services import closing, hosting, publishing, speaking
from log.codes import Refused
from log.vocabulary import ActData
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning

PASSWORD = "a-long-pass-phrase"
LEADER = Speaker(key="l1", name="陈立", post="市交通运输局局长")
_refs = itertools.count(1)


def ref() -> str:
    """Return a ref that no other act of this test run has."""
    return f"test-ref-{next(_refs):06d}"


def person(username: str, pseudonym: str = "") -> User:
    """Return the person of that user name, made if new."""
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    return User.objects.create_user(username, password=PASSWORD, pseudonym=pseudonym)


def who(user: User) -> Principal:
    """Return the person as a principal, with the version their token would carry now."""
    user.refresh_from_db()
    return Principal(f"u:{user.pk}", user.shown_name, user.token_version)


def netizen() -> Principal:
    """Alice, who asks."""
    return who(person("alice", "江边骑行者"))


def neighbour() -> Principal:
    """Bob, who asks and supports too."""
    return who(person("bob", "枫林路 12 号"))


def guest(name: str = "过路人") -> Principal:
    """A guest with a cookie."""
    return new_guest(name)


def moderator() -> Principal:
    """Charlie, who moderates the cast's sessions."""
    return who(person("charlie"))


def second_moderator() -> Principal:
    """Dora, who moderates too."""
    return who(person("dora"))


def host() -> Principal:
    """Erik, who hosts."""
    return who(person("erik"))


def leader() -> Principal:
    """Fang, who answers."""
    return who(person("fang"))


def stenographer() -> Principal:
    """Gao, who writes down what is said."""
    return who(person("gao"))


def observer() -> Principal:
    """Hong, who may look behind the scene and do nothing."""
    return who(person("hong"))


def city() -> Organisation:
    """The unit that holds the sessions."""
    return Organisation.objects.get_or_create(name="清江市交通运输局", parent=None)[0]


def make_session(state: str = "live", **fields: Any) -> Session:
    """Return a session with its roles filled, brought to `state` by its own services."""
    now = timezone.now()
    fields = {"asking": "guests", "guests_may_support": True, **fields}
    session = planning.create(
        title=fields.pop("title", "让出行更顺畅"),
        organisation=fields.pop("organisation", None) or city(),
        starts_at=fields.pop("starts_at", now - timedelta(minutes=5)),
        ends_at=fields.pop("ends_at", now + timedelta(minutes=55)),
        guests=[{"name": LEADER.name, "post": LEADER.post, "user": person("fang")}],
        **fields,
    )
    for username, right in (
        ("charlie", "moderate"),
        ("dora", "moderate"),
        ("erik", "host"),
        ("gao", "transcribe"),
        ("hong", "observe"),
    ):
        planning.grant(session, person(username), right)
    bring_to(session, state)
    return session


def bring_to(session: Session, state: str) -> None:
    """Walk a draft session along its life to `state`."""
    if state == "draft":
        return
    lifecycle.announce(session)
    if state == "announced":
        return
    if state == "cancelled":
        lifecycle.cancel(session, by=host(), reason="改期")
        return
    lifecycle.collect(session)
    if state == "collecting":
        return
    lifecycle.open_session(session, by=host())
    if state == "paused":
        lifecycle.pause(session, by=host(), note="休息五分钟")
    if state in {"ended", "archived"}:
        closing.end_session(session, by=host())


def do(session: Session, act: ActData, by: Principal) -> dict[str, Any]:
    """Perform an act as both edges do."""
    assert isinstance(act, acts.LiveAct)
    return perform(session, act, by=by)


def refusal(call: Callable[[], object]) -> str:
    """Return the code with which a call is refused."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def ask(
    session: Session, text: str = "107 路能不能恢复直达医院?", by: Principal | None = None
) -> Question:
    """Ask a question and return it (held)."""
    done = do(session, acts.Ask(ref=ref(), text=text), by or netizen())
    return queries.question(session, done["number"])


def published(
    session: Session, text: str = "107 路能不能恢复直达医院?", by: Principal | None = None
) -> Question:
    """Ask a question, make it public and return it."""
    question = ask(session, text, by)
    return publishing.publish(
        session, number=question.number, version=question.version, by=moderator()
    )


def declined(
    session: Session, text: str = "加我领券,名额有限", reason: str = "abuse_or_ads"
) -> Question:
    """Ask a question, decline it and return it."""
    question = ask(session, text)
    return publishing.decline(
        session,
        number=question.number,
        version=question.version,
        reason=reason,
        words="",
        by=moderator(),
    )


def answered(session: Session, text: str = "夜间道路停车能否分时段开放?") -> Question:
    """Ask, publish, take up and answer a question; return it."""
    question = published(session, text)
    hosting.take_up(session, number=question.number, by=host())
    speaking.answer(
        session, number=question.number, text="下月起分时段开放。", speaker=LEADER, by=leader()
    )
    question.refresh_from_db()
    return question
