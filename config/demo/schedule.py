"""What the demo's directory and schedule hold besides sessions: leaders, topics, suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Leader, Organisation, Tenure, User
from accounts.principals import Principal
from sessions_app.models import Guest, Session, Topic, Wish
from sessions_app.services import wishes

TOPICS = {
    "市交通运输局": ("livelihood", "development"),
    "市住房和城乡建设局": ("livelihood", "approval"),
    "市教育局": ("livelihood", "decisions"),
    "市医疗保障局": ("social-security",),
    "市城市管理局": ("livelihood", "law"),
}
BIOGRAPHY = (
    "长期在{unit}系统工作，做过窗口接待、项目管理和规划。"
    "常说的一句话是：“问题在一线，答案也在一线。”"
)
SINCE = date(2024, 3, 1)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion: on what, whom, why, where, how many are for it."""

    title: str
    whom: str
    reason: str
    unit: str
    topic: str
    votes: int
    said: str = ""


WISHES = (
    Suggested(
        "大学城的夜间公交",
        "公交集团和交警支队的负责人",
        "晚上十点以后只能拼车，晚自习和夜班的人都不方便。",
        "市交通运输局",
        "livelihood",
        13,
    ),
    Suggested(
        "老旧小区加装电梯，钱怎么分摊",
        "住建局分管副局长",
        "一楼和六楼想法不一样，希望把办法当面讲清楚。",
        "市住房和城乡建设局",
        "approval",
        9,
    ),
    Suggested("课后服务和午休躺睡", "教育局局长", "", "市教育局", "decisions", 6),
    Suggested("江滨路夜市的噪声", "", "请城管和环保一起来。", "", "law", 4),
    Suggested(
        "慢特病异地购药",
        "医疗保障局",
        "",
        "市医疗保障局",
        "social-security",
        11,
        "这个建议很及时，预告里的医保访谈会专门留出时间。",
    ),
)


def introduce(session: Session) -> None:
    """Give a draft its topics, and its guests pages of their own."""
    unit = session.organisation
    for guest in session.guests.filter(leader=None):
        guest.leader = _leader(guest, unit)
        guest.save(update_fields=["leader"])
    session.topics.set(Topic.objects.filter(code__in=TOPICS.get(unit.name, ())))


def _leader(guest: Guest, unit: Organisation) -> Leader:
    found = Leader.objects.filter(name=guest.name, tenures__organisation=unit).first()
    if found is None:
        about = BIOGRAPHY.format(unit=unit.name.removeprefix("市"))
        # In the demo one person answers for all of them, and has one page.
        user = guest.user if guest.user and guest.user.shown_name == guest.name else None
        found = Leader.objects.create(name=guest.name, biography=about, user=user)
        post = guest.post.removeprefix(unit.name)
        Tenure.objects.create(leader=found, organisation=unit, post=post, since=SINCE)
    return found


def make_wishes(people: list[User], city: Organisation, planner: User) -> None:
    """Let the crowd suggest sessions and vote; one suggestion is answered by a session."""
    assign_perm("accounts.plan_sessions", planner, city)
    by = Principal(f"u:{planner.pk}", planner.shown_name, planner.token_version)
    for place, told in enumerate(WISHES):
        unit = city
        if told.unit:
            unit = Organisation.objects.get_or_create(name=told.unit, parent=city)[0]
        wish = wishes.suggest(
            people[place % len(people)],
            title=told.title,
            whom=told.whom,
            reason=told.reason,
            organisation=unit,
            topic=Topic.objects.filter(code=told.topic).first(),
        )
        wishes.open_for_votes(wish, by=by)
        for voter in people[: told.votes]:
            wishes.vote(wish, voter)
        then = timezone.now() - timedelta(days=2 * place + 1)
        Wish.objects.filter(pk=wish.pk).update(created_at=then)
        session = wishes_session(unit) if told.said else None
        if session is not None:
            wishes.plan(wish, session, words=told.said, by=by)


def wishes_session(unit: Organisation) -> Session | None:
    """Return a coming session of a unit, to answer a suggestion with."""
    return Session.objects.filter(organisation=unit, state__in=["announced", "collecting"]).first()
