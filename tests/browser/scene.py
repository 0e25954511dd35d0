"""Sets the scene for the browser's tests, inside the application and through its services.

Runs in a process of its own after `django.setup()` (tests.browser.site starts it): reads one task
a line, [name, arguments], and answers with JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts import demo
from accounts.models import Leader, Organisation, User
from accounts.principals import SYSTEM
from accounts.services import sites
from dialogue import queries
from dialogue.events import Source
from dialogue.models import Question
from dialogue.services import closing, hosting, pinning, promising, publishing, speaking
from dialogue.states import State
from sessions_app import queries as sessions
from sessions_app.models import Document, Session, Topic, Wish
from sessions_app.services import lifecycle, planning, rehearsing, wishes
from tests import cast, public_people
from tests.browser.scene_lively import enliven
from tests.browser.scene_polls import poll

RIGHTS = {"moderator": "moderate", "host": "host", "stenographer": "transcribe"}
BEFORE = ("draft", "announced", "collecting")


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", interactive=False, verbosity=0)


def people() -> None:
    """Make everybody who can be signed in as with one click."""
    for person in demo.PEOPLE:
        User.objects.get_or_create(username=person.username, defaults={"password": "!"})
    User.objects.filter(username="demo-netizen").update(pseudonym="江边骑行者")
    assign_perm("accounts.handle_cases", _person("handler"), cast.city())
    assign_perm("accounts.plan_sessions", _person("planner"), cast.city())
    assign_perm("accounts.manage_organisation", _person("manager"), cast.city())
    for role, duty in (("system", "system"), ("security", "security"), ("auditor", "audit")):
        User.objects.filter(pk=_person(role).pk).update(duty=duty)


def colleague(username: str, number: int = 0, right: str = "", duty: str = "") -> None:
    """Make somebody who signs in with a password, with a right in a session or with a duty."""
    person = cast.person(username)
    User.objects.filter(pk=person.pk).update(duty=duty)
    if right:
        planning.grant(sessions.by_number(number), person, right)


def allow_site(origin: str) -> None:
    """Let another site show frames of the city's sessions."""
    sites.allow(cast.city(), site=origin, by=SYSTEM)


def _person(role: str) -> User:
    return User.objects.get(username=f"demo-{role}")


def session(
    state: str = "live",
    questions: Sequence[str] = (),
    answered: int = 0,
    taken_up: bool = False,
    polled: bool = False,
    beside: Sequence[str] = (),
    **fields: Any,
) -> dict[str, Any]:
    """Make a session in which the demo's people have their parts; return its number and questions.

    `beside` names further leaders. The first `answered` of the public questions are answered; the next is taken up if wanted.
    With `polled` there is a poll, open or, in a session that has ended, counted.
    """
    made = _draft(beside, **fields)
    cast.bring_to(made, state if state in BEFORE else "live")
    numbers = [cast.published(made, text, by=cast.guest()).number for text in questions]
    for number in numbers[:answered]:
        _answer(made, number)
    if taken_up:
        hosting.take_up(made, number=numbers[answered], by=SYSTEM)
    if polled:
        poll(made.number, closed=state == "ended")
    if state == "ended":
        closing.end_session(made, by=SYSTEM)
    return {"number": made.number, "questions": numbers}


def _draft(beside: Sequence[str], **fields: Any) -> Session:
    now = timezone.now()
    rules: dict[str, Any] = {"asking": "guests", "guests_may_support": True, "per_person": 100}
    leaders: list[planning.GuestDetails] = [
        {"name": cast.LEADER.name, "post": cast.LEADER.post, "user": _person("leader")}
    ]
    leaders += [{"name": name, "post": "市公交集团副总经理", "user": None} for name in beside]
    made = planning.create(
        title=fields.pop("title", "让出行更顺畅"),
        summary=fields.pop("summary", "公交、停车、慢行:请问,局长在线回答。"),
        organisation=cast.city(),
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(minutes=55),
        guests=leaders,
        **rules | fields,
    )
    for role, right in RIGHTS.items():
        planning.grant(made, _person(role), right)
    return made


def schedule(title: str = "入学和转学怎么办") -> dict[str, Any]:
    """Make a leader with a coming session on a topic, and an open suggestion; return their ids."""
    chen = Leader.objects.filter(name=cast.LEADER.name).first() or public_people.leader()
    made = public_people.coming(title, leader=chen, topic="livelihood", state="collecting")
    author = cast.person("eager", "热心读者")
    wish = Wish.objects.filter(author=author).first()
    if wish is None:
        wish = wishes.suggest(author, title="大学城的夜间公交", organisation=cast.city())
        planner = cast.person("planner")
        assign_perm("accounts.plan_sessions", planner, cast.city())
        wishes.open_for_votes(wish, by=cast.who(planner))
    ids = {"leader": chen.pk, "unit": cast.city().pk, "wish": wish.pk, "person": author.pk}
    return {"number": made.number, **ids}


def _answer(session_: Session, number: int, source: str = "") -> None:
    if queries.question(session_, number).state != State.TAKEN_UP:
        hosting.take_up(session_, number=number, by=SYSTEM)
    text = f"第 {number} 号问题,**年底前**落实。\n\n- 先试点\n- 再推开"
    sources = [Source(title="线网方案", href=source)] if source else []
    how: dict[str, Any] = {"speaker": cast.LEADER, "by": SYSTEM, "sources": sources}
    speaking.answer(session_, number=number, text=text, **how)


def answer(number: int, question: int, source: str = "") -> None:
    """Answer a public question; with a source, if there is one to be named."""
    _answer(sessions.by_number(number), question, source)


def ask(number: int, text: str) -> int:
    """Let a guest ask; return the question's number (held)."""
    return cast.ask(sessions.by_number(number), text, by=cast.guest()).number


def publish(number: int, text: str, name: str = "过路人") -> int:
    """Let a guest ask and make it public; return the question's number."""
    return cast.published(sessions.by_number(number), text, by=cast.guest(name)).number


def let_through(number: int, question: int) -> None:
    """Make a held question public as it is."""
    made = sessions.by_number(number)
    version = queries.question(made, question).version
    publishing.publish(made, number=question, version=version, by=cast.moderator())


def _bureau() -> Organisation:
    return Organisation.objects.get_or_create(name="公交处", parent=cast.city())[0]


def pin(number: int, text: str) -> None:
    """Pin a notice for everyone."""
    pinning.pin(sessions.by_number(number), text=text, by=SYSTEM)


def promise(number: int, question: int, text: str) -> None:
    """Promise something for tomorrow."""
    promising.promise(
        sessions.by_number(number),
        number=question,
        text=text,
        unit=_bureau(),
        due=timezone.localdate() + timedelta(days=1),
        speaker=cast.LEADER,
        by=SYSTEM,
    )


def assign(number: int, question: int) -> None:
    """Hand a question to a department."""
    promising.assign(sessions.by_number(number), number=question, unit=_bureau(), by=SYSTEM)


def take_up(number: int, question: int) -> None:
    """Make a question the question now."""
    hosting.take_up(sessions.by_number(number), number=question, by=SYSTEM)


def take_down(number: int, question: int) -> None:
    """Take a public question down."""
    publishing.take_down(
        sessions.by_number(number), number=question, reason="privacy", by=cast.moderator()
    )


def say(number: int, texts: Sequence[str]) -> None:
    """Put speeches on the record."""
    for text in texts:
        speaking.say(sessions.by_number(number), text=text, speaker=cast.LEADER, by=SYSTEM)


def begin(number: int) -> None:
    """Open a session that is coming."""
    lifecycle.open_session(sessions.by_number(number), by=SYSTEM)


def pause(number: int, note: str) -> None:
    """Pause the session."""
    lifecycle.pause(sessions.by_number(number), by=SYSTEM, note=note)


def close_intake(number: int) -> None:
    """Take no more questions."""
    lifecycle.close_intake(sessions.by_number(number), by=SYSTEM)


def end(number: int, summary: str = "") -> None:
    """End the session, with closing words or without."""
    closing.end_session(sessions.by_number(number), by=SYSTEM, summary=summary)


def tidy_up() -> None:
    """Do at once what the worker does within a second: seal, open cases."""
    call_command("worker", "--once")


def known(role: str, level: str) -> None:
    """Let somebody have a level of verification."""
    User.objects.filter(pk=_person(role).pk).update(verification=level)


def joins(role: str, number: int, right: str) -> None:
    """Let somebody have a part in a session."""
    planning.grant(sessions.by_number(number), _person(role), right)


def handles(role: str) -> None:
    """Let somebody handle the cases of the city."""
    assign_perm("accounts.handle_cases", _person(role), cast.city())


def plans(role: str) -> None:
    """Let somebody plan the sessions of the city."""
    assign_perm("accounts.plan_sessions", _person(role), cast.city())


def read_up(number: int, title: str, link: str, stream: str = "") -> None:
    """Add topics, something to read beforehand, and perhaps a picture, to a public session."""
    made = sessions.by_number(number)
    made.stream_url = stream or made.stream_url
    made.topics.set(Topic.objects.all()[:3])
    Document.objects.create(session=made, title=title, link=link)
    lifecycle.change_details(made, by=SYSTEM)


def rehearse(number: int) -> int:
    """Begin a session's rehearsal; return its number."""
    return rehearsing.begin(sessions.by_number(number), by=SYSTEM).number


def discard(number: int) -> None:
    """Discard a rehearsal."""
    rehearsing.discard(sessions.by_number(number))


def rehearsed(number: int) -> bool:
    """Return whether a session was rehearsed to its end."""
    return sessions.by_number(number).rehearsed_at is not None


def texts(number: int) -> list[str]:
    """Return the words of every question of a session, in whatever state."""
    rows = Question.objects.filter(session__number=number).order_by("number")
    return list(rows.values_list("text", flat=True))


def receipt(number: int, question: int) -> str:
    """Return a question's receipt code."""
    return queries.question(sessions.by_number(number), question).receipt


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task
    for task in (
        *(migrate, people, session, ask, publish, take_up, take_down, say, begin, pause),
        *(close_intake, end, tidy_up, texts, receipt),
        *(known, joins, handles, plans, read_up, rehearse, discard, rehearsed),
        *(colleague, schedule, allow_site, answer),
        *(let_through, pin, promise, assign, enliven),
    )
}


def main() -> None:
    """Do every task that comes in, until there are no more."""
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(json.dumps(TASKS[name](**arguments), ensure_ascii=False), flush=True)
