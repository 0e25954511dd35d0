"""Making the demo's content through the services, as in life."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone

from accounts import demo
from accounts.models import Organisation, User
from accounts.principals import Principal
from accounts.services import reaching
from config.demo import (
    beforehand,
    followed,
    matters,
    planned,
    polls,
    prepared,
    schedule,
    texts,
    tree,
)
from config.demo.earlier import Clock, beginning, working_days_ago
from config.demo.texts import Script
from dialogue import acts
from dialogue.perform import perform
from dialogue.services import closing, hosting, speaking
from moderation.models import ListedWord
from moderation.services import deciding
from sessions_app import queries as sessions
from sessions_app import rules
from sessions_app.events import Speaker
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning

RIGHTS = {
    "demo-moderator": "moderate",
    "demo-host": "host",
    "demo-stenographer": "transcribe",
}
# The first digits of the demo's telephone numbers.
NUMBERS = "+86199000000"


def principal(user: User) -> Principal:
    """Return a person as an actor."""
    user.refresh_from_db(fields=["token_version"])
    return Principal(f"u:{user.pk}", user.shown_name, user.token_version)


class Demo:
    """The demo's people and sessions; made once, found again later."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)  # noqa: S311  nothing here is a secret
        self.city = tree.city()
        self.people = {p.username: self.person(p.username) for p in demo.PEOPLE}
        self.crowd = [
            self.person(f"demo-crowd-{n:02d}", name) for n, name in enumerate(texts.PSEUDONYMS, 1)
        ]
        tree.staff(self.people, self.city)
        self.give_numbers()

    def person(self, username: str, pseudonym: str = "") -> User:
        """Return one of the demo's people, made if new."""
        name = pseudonym or texts.STAFF.get(username, "")
        defaults = {"password": make_password(None), "pseudonym": name}
        return User.objects.get_or_create(username=username, defaults=defaults)[0]

    def give_numbers(self) -> None:
        """Give whoever has none a telephone: it confirms what is asked for a second time.

        Its codes are printed in the server's log.
        """
        for place, user in enumerate(self.people.values(), 1):
            if not user.phone:
                reaching.set_phone(user, f"{NUMBERS}{place:02d}", verified=True)

    def unit(self, name: str) -> Organisation:
        """Return a department of the city."""
        return Organisation.objects.get_or_create(name=name, parent=self.city)[0]

    def session(self, script: Script, starts_at: datetime, **fields: Any) -> Session:
        """Create a draft of a script with the demo's people in their parts."""
        leader = self.people["demo-leader"]
        session = planning.create(
            title=script.title,
            summary=script.summary,
            organisation=self.unit(script.unit),
            starts_at=starts_at,
            ends_at=starts_at + fields.pop("length", timedelta(hours=1)),
            guests=[
                {"name": name, "post": post, "user": leader if place == 0 else None}
                for place, (name, post) in enumerate(script.guests)
            ],
            **{"asking": "guests", "guests_may_support": True, **beforehand.rules(script.unit)}
            | fields,
        )
        for username, right in RIGHTS.items():
            planning.grant(session, self.people[username], right)
        schedule.introduce(session)
        beforehand.give_papers(session)
        lifecycle.announce(session)
        return session

    def ask(self, session: Session, text: str) -> int:
        """Let one of the crowd ask, and the moderator publish; return the number."""
        asker = principal(self.random.choice(self.crowd))
        ref = f"demo-{session.number}-{self.random.getrandbits(64):x}"
        done = perform(session, acts.Ask(ref=ref, text=text), by=asker)
        deciding.approve(
            session, number=done["number"], version=1, text=None, by=principal(clerk(session))
        )
        return int(done["number"])

    def support(self, session: Session, number: int, most: int) -> None:
        """Let some of the crowd stand behind a question."""
        for user in self.random.sample(self.crowd, self.random.randint(1, most)):
            act = acts.Support(ref=f"demo-{user.pk}-{number}-s", number=number)
            perform(session, act, by=principal(user))

    def answer(
        self, session: Session, number: int, text: str, script: Script, clock: Clock
    ) -> None:
        """Take a question up and answer it as the first guest."""
        host = principal(self.people["demo-host"])
        hosting.take_up(session, number=number, by=host)
        clock.forward(minutes=1, seconds=self.random.randint(20, 59))
        speaking.answer(
            session,
            number=number,
            text=text,
            speaker=first_speaker(script),
            by=principal(self.people["demo-leader"]),
        )

    def poll(self, session: Session, script: polls.Script, clock: Clock) -> None:
        """Let the crowd vote in a poll that is opened and counted."""
        host = principal(self.people["demo-host"])
        polls.count(session, script, self.crowd, by=host, clock=clock)

    def play(self, session: Session, script: Script, answered: int, clock: Clock) -> list[int]:
        """Let a session run: questions, opening words, the first `answered` answers."""
        lifecycle.collect(session)
        numbers = []
        for text, _answer in script.exchanges:
            clock.forward(minutes=self.random.randint(2, 6))
            numbers.append(self.ask(session, text))
        clock.at = max(clock.at, session.starts_at)
        lifecycle.open_session(session, by=principal(self.people["demo-host"]))
        clock.forward(seconds=40)
        speaking.say(
            session,
            text=script.opening,
            speaker=first_speaker(script),
            by=principal(self.people["demo-leader"]),
        )
        for number in numbers:
            self.support(session, number, len(self.crowd))
        for number, (_text, answer) in list(zip(numbers, script.exchanges, strict=True))[:answered]:
            if answer:
                clock.forward(minutes=2, seconds=self.random.randint(0, 59))
                self.answer(session, number, answer, script, clock)
        return numbers


def first_speaker(script: Script) -> Speaker:
    """Return the first guest of a script as a speaker."""
    name, post = script.guests[0]
    return Speaker(key="l1", name=name, post=post)


def make_past(demo_: Demo) -> None:
    """Make finished sessions, sealed and with their cases, as long ago as they say."""
    for days, script in zip(texts.PAST_WORKING_DAYS, texts.PAST, strict=True):
        starts = working_days_ago(days, hour=15)
        with beginning(starts - timedelta(hours=3)) as clock:
            session = demo_.session(script, starts)
            demo_.play(session, script, answered=len(script.exchanges), clock=clock)
            if script is texts.PAST[0]:
                for poll in polls.SEALED:
                    clock.forward(minutes=1)
                    demo_.poll(session, poll, clock)
            clock.forward(minutes=4)
            closing.end_session(session, by=principal(demo_.people["demo-host"]))
            clock.forward(minutes=1)
            call_command("worker", "--once")


def make_coming(demo_: Demo) -> None:
    """Make announced sessions; one of them takes questions already."""
    for days, script in enumerate(texts.COMING, 1):
        starts = (timezone.localtime() + timedelta(days=3 * days)).replace(
            hour=15, minute=0, second=0, microsecond=0
        )
        with beginning(timezone.now() - timedelta(days=1)) as clock:
            session = demo_.session(script, starts, opens_by_clock=False)
            if days == 1:
                lifecycle.collect(session)
                for text in texts.EARLY:
                    clock.forward(hours=5)
                    demo_.support(session, demo_.ask(session, text), len(demo_.crowd))


def make_live(demo_: Demo) -> Session:
    """Make the session that is live now: some answered, one being answered, some waiting."""
    starts = timezone.now() - timedelta(minutes=23)
    with beginning(starts - timedelta(minutes=40)) as clock:
        session = demo_.session(texts.LIVE, starts, length=timedelta(hours=2), per_person=1000)
        numbers = demo_.play(session, texts.LIVE, answered=2, clock=clock)
        demo_.poll(session, polls.COUNTED, clock)
    # The clerk, not the host: a person in that chair would keep the crowd away from it.
    host = principal(clerk(session))
    hosting.take_up(session, number=numbers[2], by=host)
    hosting.order(session, numbers=numbers[3:5], by=host)
    polls.ask(session, polls.OPEN, demo_.crowd[:11], by=host, seed=session.number)
    polls.prepare(session, polls.PREPARED)
    prepare(demo_, session, numbers)
    for text in (*texts.HELD, *(question for question, _answer in matters.CROWD[:4])):
        act = acts.Ask(ref=f"demo-held-{demo_.random.getrandbits(64):x}", text=text)
        perform(session, act, by=principal(demo_.random.choice(demo_.crowd)))
    return session


def prepare(demo_: Demo, session: Session, numbers: list[int]) -> None:
    """Let staff prepare what comes next, and put a promise of the first answer on record."""
    written = [answer for _question, answer in texts.LIVE.exchanges]
    answers = list(zip(numbers, written, strict=True))[2:5]
    people = {name: principal(user) for name, user in demo_.people.items()}
    prepared.prepare_answers(session, answers, by=people["demo-stenographer"])
    prepared.send_note(session, numbers[2], by=people["demo-moderator"])
    speaker = first_speaker(texts.LIVE)
    prepared.promise(session, numbers[0], speaker, by=principal(clerk(session)))


def live_session() -> Session | None:
    """Return the demo's session that is live now, if there is one."""
    return sessions.on_air().filter(title=texts.LIVE.title).first()


def make() -> None:
    """Make what is missing: the first time everything, later only a new live session."""
    demo_ = Demo()
    if not sessions.past().exists():
        for word in texts.LISTED_WORDS:
            ListedWord.objects.get_or_create(word=word, session=None)
        make_past(demo_)
        make_coming(demo_)
        schedule.make_wishes(demo_.crowd, demo_.city, demo_.person("demo-planner"))
        planned.make(demo_)
        followed.make(demo_.person("demo-netizen"), demo_.city)
    if live_session() is None:
        make_live(demo_)


def ensure_live() -> Session:
    """Return the session that is live now, made if there is none."""
    return live_session() or make_live(Demo())


def crowd(count: int) -> list[User]:
    """Return some of the crowd."""
    return list(User.objects.filter(username__startswith="demo-crowd-").order_by("pk")[:count])


def clerk(session: Session) -> User:
    """Return the one who works in every chair of a session that no person has taken."""
    user = User.objects.get_or_create(
        username="demo-clerk",
        defaults={"password": make_password(None), "pseudonym": texts.STAFF["demo-clerk"]},
    )[0]
    if not {"host", "moderate", "transcribe"} <= rules.rights(principal(user), session):
        for right in ("host", "moderate", "transcribe"):
            planning.grant(session, user, right)
    return user
