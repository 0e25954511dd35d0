"""A province in numbers: people, units, leaders and sessions, made in bulk for the pages' sake.

Runs in a process of its own after `django.setup()`. Rows are written past the services, which is
fit for lists and counts; the few sessions and people whose own pages are opened are made by the
services, as in life. Everything is fictional and the same for the same sizes.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Leader, Organisation, SecurityEvent, Tenure, User
from accounts.models.organisations import Level
from accounts.principals import SYSTEM
from accounts.services import audit
from accounts.services.audit import Act
from cases.models import Case
from cases.states import State as CaseState
from log.models import DESK, PUBLIC, Stream
from sessions_app.models import Follow, Guest, Session, Topic, Wish
from sessions_app.models.wishes import WishState
from sessions_app.states import State

BATCH = 5_000
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "安邦采成达恩芳国海嘉静凯澜敏宁平清荣书涛文晓怡远泽志"
MATTERS = ("公交线网", "老旧小区改造", "医保结算", "学位分配", "河道治理", "停车", "供暖", "养老")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is of everything."""

    people: int = 100_000
    units: int = 5_000
    sessions: int = 20_000


def build(sizes: Sizes) -> None:
    """Fill an empty, migrated database with a province of these sizes."""
    dice = random.Random(3)
    units = _units(sizes.units)
    _people(sizes.people, dice)
    leaders = _leaders(units, dice)
    sessions = _sessions(sizes.sessions, units, dice)
    _guests(sessions, leaders, dice)
    _cases(sizes.sessions // 2, units, dice)
    _wishes(units, dice)
    _follows(units, leaders, dice)
    _acts(units)
    _lines(sizes.people)


def _units(count: int) -> list[Organisation]:
    """A province, its cities, their counties, and departments below all of them."""
    province = Organisation.objects.create(name="云江省", level=Level.PROVINCE, code="930000")
    cities = _below([province], 20, Level.CITY, "市")
    counties = _below(cities, 10, Level.COUNTY, "县")
    rest = count - 1 - len(cities) - len(counties)
    seats = [*cities, *counties]
    _below(seats, -(-rest // len(seats)), Level.DEPARTMENT, "局", most=rest)
    return list(Organisation.objects.order_by("pk"))


def _below(
    above: list[Organisation], each: int, level: str, end: str, most: int = 10**9
) -> list[Organisation]:
    rows = [
        Organisation(name=f"{unit.name[:20]}第{n}{end}", parent=unit, level=level)
        for unit in above
        for n in range(1, each + 1)
    ][:most]
    made = Organisation.objects.bulk_create(rows, BATCH)
    for unit in made:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    Organisation.objects.bulk_update(made, ["path"], 1_000)
    return made


def _name(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)


def _people(count: int, dice: random.Random) -> None:
    password = make_password(None)
    rows = (
        User(
            username=f"p{n:06d}",
            pseudonym=f"{_name(dice)}{n}",
            phone=f"+8613{n:09d}",
            phone_verified=True,
            password=password,
        )
        for n in range(count)
    )
    User.objects.bulk_create(rows, BATCH)


def _leaders(units: list[Organisation], dice: random.Random) -> list[Leader]:
    people = Leader.objects.bulk_create([Leader(name=_name(dice)) for _unit in units], BATCH)
    Tenure.objects.bulk_create(
        [
            Tenure(leader=leader, organisation=unit, post=f"{unit.name[-4:]}局长")
            for leader, unit in zip(people, units, strict=True)
        ],
        BATCH,
    )
    return people


def _sessions(count: int, units: list[Organisation], dice: random.Random) -> list[Session]:
    """Sessions over three years; one in fifty is still to come."""
    now = timezone.now()
    rows = [_session(n, dice.choice(units), now, n >= count * 49 // 50) for n in range(count)]
    made = Session.objects.bulk_create(rows, BATCH)
    for audience, field in ((PUBLIC, "public_stream"), (DESK, "desk_stream")):
        streams = Stream.objects.bulk_create(
            [
                Stream(owner_kind="session", owner_id=s.pk, audience=audience, last_seq=1)
                for s in made
            ],
            BATCH,
        )
        for session, stream in zip(made, streams, strict=True):
            setattr(session, field, stream)
    Session.objects.bulk_update(made, ["public_stream", "desk_stream"], 1_000)
    topics = list(Topic.objects.values_list("pk", flat=True))
    through = Session.topics.through
    through.objects.bulk_create(
        [through(session_id=s.pk, topic_id=dice.choice(topics)) for s in made], BATCH
    )
    return made


def _session(n: int, unit: Organisation, now: datetime, coming: bool) -> Session:
    starts = now + timedelta(hours=n % 400 + 24) if coming else now - timedelta(hours=n + 3)
    return Session(
        number=n + 1,
        title=f"{unit.name[-12:]}谈{MATTERS[n % len(MATTERS)]}",
        organisation=unit,
        state=State.ANNOUNCED if coming else State.ARCHIVED,
        announced_for=starts,
        announced_at=starts - timedelta(days=5),
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        opened_at=None if coming else starts,
        ended_at=None if coming else starts + timedelta(hours=1),
        intake_closed=not coming,
    )


def _guests(sessions: list[Session], leaders: list[Leader], dice: random.Random) -> None:
    rows = []
    for session in sessions:
        leader = dice.choice(leaders)
        rows.append(Guest(session=session, key="l1", name=leader.name, post="局长", leader=leader))
    Guest.objects.bulk_create(rows, BATCH)


def _cases(count: int, units: list[Organisation], dice: random.Random) -> None:
    now = timezone.now()
    rows = [
        Case(
            number=f"2026{n:06d}",
            title=f"{MATTERS[n % len(MATTERS)]}的问题",
            text="请问什么时候能解决?",
            organisation=dice.choice(units),
            state=CaseState.RECEIVED,
            due_on=timezone.localdate() + timedelta(days=n % 40 - 10),
            opened_at=now,
            moved_at=now - timedelta(minutes=n),
        )
        for n in range(count)
    ]
    made = Case.objects.bulk_create(rows, BATCH)
    for audience, field in ((PUBLIC, "public_stream"), (DESK, "desk_stream")):
        streams = Stream.objects.bulk_create(
            [Stream(owner_kind="case", owner_id=c.pk, audience=audience, last_seq=1) for c in made],
            BATCH,
        )
        for case, stream in zip(made, streams, strict=True):
            setattr(case, field, stream)
    Case.objects.bulk_update(made, ["public_stream", "desk_stream"], 1_000)


def _wishes(units: list[Organisation], dice: random.Random) -> None:
    states = (WishState.OPEN, WishState.OPEN, WishState.HELD)
    Wish.objects.bulk_create(
        [
            Wish(
                title=f"请{dice.choice(units).name[-10:]}谈谈{MATTERS[n % len(MATTERS)]}",
                organisation=dice.choice(units),
                state=states[n % len(states)],
                votes=dice.randrange(5_000),
            )
            for n in range(5_000)
        ],
        BATCH,
    )


def _acts(units: list[Organisation]) -> None:
    """The audit log of a few years."""
    for n in range(4):
        audit.record_many(
            [Act("organisation.changed", unit, {}, unit=unit.pk, reason=str(n)) for unit in units],
            by=SYSTEM,
        )


def _lines(count: int) -> None:
    """A security log: one sign-in of everybody."""
    people = User.objects.filter(username__startswith="p").values_list("pk", flat=True)
    lines = (SecurityEvent(kind="sign_in", user_id=pk, succeeded=True) for pk in people[:count])
    SecurityEvent.objects.bulk_create(lines, BATCH)


def _follows(units: list[Organisation], leaders: list[Leader], dice: random.Random) -> None:
    people = list(User.objects.filter(username__startswith="p").values_list("pk", flat=True))
    Follow.objects.bulk_create(
        [Follow(user_id=pk, organisation=dice.choice(units)) for pk in people[: len(people) // 2]]
        + [Follow(user_id=pk, leader=dice.choice(leaders)) for pk in people[len(people) // 2 :]],
        BATCH,
    )
