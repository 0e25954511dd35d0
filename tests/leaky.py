"""One session with something private in every place that could leak, and all that can happen.

Every private word holds MARK; whoever finds it where the public looks has found a leak.
"""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Identity, Organisation
from accounts.principals import Principal
from archive import clock as archive_clock
from cases import clock as cases_clock
from cases.models import Case
from cases.services import handling
from dialogue import acts
from dialogue.models import Draft, Question
from dialogue.services import closing, hosting, own, publishing, speaking
from moderation.models import ListedWord
from moderation.services import claiming, deciding
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning
from tests import casework, cast, faces

MARK = "暗号"
SECRETS = {
    "held": "暗号松树 的问题还没有审核",
    "declined": "暗号柳树 的问题没有公开",
    "words": "暗号杨树 是给提问人的说明",
    "withdrawn": "暗号槐树 的问题已经撤回",
    "taken down": "暗号梧桐 的问题已经撤下",
    "answered and taken down": "暗号桂树 的问题答复以后才撤下",
    "reworded": "暗号银杏 的问题改过才公开",
    "edited": "暗号白桦 的问题提问人自己改过",
    "draft": "暗号香樟 还在草稿里",
    "finding": "暗号榕树 是敏感词的备注",
    "note": "暗号枫树 是承办单位的备注",
    "real name": "暗号李",
    "id number": "暗号 11010519491231002X",
    "e-mail": "暗号邮箱",
    "telephone": "暗号手机",
    "guest's name": "暗号海棠",
    "private note": "暗号紫薇 是写给答复人的便条",
    "word": "暗号丁香",
    "prepared poll": "暗号木兰 的投票还没有发起",
    "session": "暗号水杉 是还没有公布的一场",
}


def leaky_session() -> Session:
    """Return a live session in which everything has happened that the public may not see."""
    unannounced()
    session = cast.make_session("collecting", per_person=20)
    before_the_start(session)
    on_air(session)
    return session


def unannounced() -> None:
    """Plan sessions that nobody may know of, one of them given up."""
    cast.make_session("draft", title=SECRETS["session"])
    lifecycle.cancel(
        cast.make_session("draft", title=SECRETS["session"]), by=cast.host(), reason=MARK
    )


def asker() -> Principal:
    """Alice, whose name behind the pseudonym is nobody's business."""
    alice = cast.person("alice", "江边骑行者")
    alice.email, alice.phone = (f"{SECRETS[kind]}@example.org" for kind in ("e-mail", "telephone"))
    alice.save(update_fields=["email", "phone"])
    known = {"name": SECRETS["real name"], "id_number": SECRETS["id number"]}
    since = {"verifier": "console", "verified_at": timezone.now()}
    Identity.objects.get_or_create(user=alice, defaults={**known, **since})
    return cast.who(alice)


def before_the_start(session: Session) -> None:
    """Ask what is held, declined and withdrawn."""
    ListedWord.objects.create(word="公交", note=SECRETS["finding"])
    by = asker()
    held = cast.ask(session, SECRETS["held"], by)
    claiming.claim(session, number=held.number, by=cast.moderator())
    refused = cast.ask(session, SECRETS["declined"], cast.guest(SECRETS["guest's name"]))
    reason = {"reason": "other", "words": SECRETS["words"]}
    deciding.decline(session, number=refused.number, version=1, by=cast.moderator(), **reason)
    back = cast.ask(session, SECRETS["withdrawn"], by)
    own.withdraw(session, number=back.number, by=by)


def on_air(session: Session) -> None:
    """Lead the session through all that can happen while it is live."""
    session.summary = "一场什么都会发生的直播"
    lifecycle.change_details(session, by=cast.host())
    lifecycle.open_session(session, by=cast.host())
    made_public_in_other_words(session)
    taken_down(session)
    lifecycle.pause(session, by=cast.host(), note="休息五分钟")
    lifecycle.resume(session, by=cast.host())
    said = speaking.say(session, text="十九点开始", speaker=cast.LEADER, by=cast.leader())
    speaking.correct(session, target=said.seq, text="十八点开始", reason="口误", by=cast.host())
    private = {"note": "private note", "word": "word", "poll": "prepared poll"}
    faces.everything(session, **{name: SECRETS[kind] for name, kind in private.items()})
    lifecycle.close_intake(session, by=cast.host())


def made_public_in_other_words(session: Session) -> None:
    """Publish what was reworded, by the moderator and by the asker, and draft an answer."""
    by = asker()
    reworded = cast.ask(session, SECRETS["reworded"], by)
    text = "改过的公交问题在这里公开"
    deciding.approve(session, number=reworded.number, version=1, by=cast.moderator(), text=text)
    Draft.objects.create(question=reworded, text=SECRETS["draft"], by=cast.leader().key)
    edited = cast.ask(session, SECRETS["edited"], by)
    own.edit(session, number=edited.number, text="提问人改过的公交问题", by=by)
    deciding.approve(session, number=edited.number, version=2, by=cast.moderator())
    support = acts.Support(ref=cast.ref(), number=edited.number)
    cast.do(session, support, cast.neighbour())
    hosting.order(session, numbers=[edited.number], by=cast.host())


def taken_down(session: Session) -> None:
    """Take questions down: one that waits, and one that has been answered."""
    waits = cast.published(session, SECRETS["taken down"], asker())
    hosting.take_up(session, number=waits.number, by=cast.host())
    hosting.put_back(session, number=waits.number, by=cast.host())
    answered = cast.answered(session, SECRETS["answered and taken down"])
    for gone in (waits, answered):
        publishing.take_down(session, number=gone.number, reason="privacy", by=cast.host())


def over(session: Session) -> Case:
    """End the session, seal it, open its cases, and take one of their questions down later."""
    closing.end_session(session, by=cast.host())
    archive_clock.tick(timezone.now())
    cases_clock.tick(timezone.now())
    session.refresh_from_db()
    case = Case.objects.order_by("number")[0]
    handling.note(case, text=SECRETS["note"], by=casework.handler())
    handling.accept(case, version=1, by=casework.handler())
    return case


def stranger_on_duty() -> Principal:
    """Ivy, who moderates another session and handles another unit's cases."""
    ivy = cast.person("ivy")
    elsewhere = Organisation.objects.create(name="清江市教育局")
    theirs = cast.make_session("announced", title="另一场", organisation=elsewhere)
    planning.grant(theirs, ivy, "moderate")
    return casework.handler(elsewhere, "ivy")


def receipts(session: Session) -> list[str]:
    """Return the codes by which their askers find the questions again."""
    return list(Question.objects.filter(session=session).values_list("receipt", flat=True))
