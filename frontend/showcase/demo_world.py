"""A made-up session in which everything has happened: what the parts are shown with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from accounts.models import Leader, Organisation
from dialogue.fold import fold
from dialogue.public_state import Frame, State, initial
from sessions_app.models import Guest, Session

NUMBER = 42
BEGAN = datetime(2026, 11, 23, 6, tzinfo=UTC)
LEADER = {"key": "l1", "name": "陈立", "post": "市交通运输局局长"}
LONG = "我们小区门口的公交站取消以后，老人要走二十分钟才能到下一站，什么时候能恢复？" * 6
QUESTIONS = (
    "107 路能不能恢复直达医院？",
    LONG,
    "夜间道路停车能否分时段开放？",
    "共享单车在学校门口乱停，谁来管？",
    "Will the line to the university be extended?",
    "加我领券，名额有限",
)

# The stage's faces, and the events that lead to them.
PHASES: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "answering": (),
    "waiting": (("question.put_back", {"number": 2}),),
    "paused": (("session.paused", {"note": ""}),),
    "collecting": (("session.collecting", {}),),
    "ended": (("session.ended", {"summary": "谢谢各位。"}),),
    "cancelled": (("session.cancelled", {"reason": "改期"}),),
}


def state(*more: tuple[str, dict[str, Any]]) -> State:
    """Return the public state after the whole story, and after what else is given."""
    story = [*_beginning(), *_middle(), *more]
    frames = [_frame(seq, kind, data) for seq, (kind, data) in enumerate(story, 1)]
    return fold(frames, initial())


def _frame(seq: int, kind: str, data: dict[str, Any]) -> Frame:
    at = (BEGAN + timedelta(minutes=seq)).isoformat()
    return cast("Frame", {"t": "event", "seq": seq, "kind": kind, "at": at, "data": data})


def _beginning() -> Iterator[tuple[str, dict[str, Any]]]:
    rules = {
        "ask": "guests",
        "guests_support": True,
        "max_length": 500,
        "per_person": 5,
        "slow_seconds": 60,
        "promise_minutes": 5,
    }
    details = {
        "title": "让出行更顺畅：公交线网优化与停车难",
        "unit": "清江市交通运输局",
        "summary": "公交改线、停车、慢行，直接问、当场答。",
        "rules": rules,
        "starts_at": BEGAN.isoformat(),
        "guests": [LEADER],
        "ends_at": (BEGAN + timedelta(hours=2)).isoformat(),
        "poster": "",
        "stream": "",
        "topics": [{"code": "transport", "name": "交通出行", "name_en": "Transport"}],
        "documents": [{"title": "公交线网规划（征求意见稿）", "href": "/", "kind": "pdf"}],
    }
    yield "session.announced", details
    yield "session.collecting", {}
    for number, text in enumerate(QUESTIONS, 1):
        yield "question.published", _question(number, text)
    yield "session.opened", {}


def _question(number: int, text: str) -> dict[str, Any]:
    return {
        "number": number,
        "text": text,
        "name": "" if number == 5 else "江边骑行者",
        "guest": number == 5,
        "edited": number == 3,
        "topic": "transport",
        "asked_at": BEGAN.isoformat(),
    }


def _middle() -> Iterator[tuple[str, dict[str, Any]]]:
    host = {"key": "host", "name": "", "post": ""}
    yield "speech.published", {"speaker": host, "text": "各位好。", "html": "<p>各位好。</p>"}
    yield "question.taken_up", {"number": 1}
    html = "<p>年底前<strong>恢复</strong>直达。</p><ul><li>十月试运行</li></ul>"
    answer = {"number": 1, "speaker": LEADER, "text": "年底前恢复直达。", "html": html}
    yield "answer.published", {**answer, "sources": [{"title": "公交规划", "href": "/"}]}
    again = {"text": "年底前恢复。", "html": "<p>年底前恢复。</p>", "reason": "口误"}
    yield "entry.corrected", {"target": 12, **again}
    promise = {"unit": "公共交通处", "due": "2026-12-31", "text": "年底前恢复 107 路直达"}
    yield "promise.made", {"number": 1, "speaker": LEADER, **promise}
    yield "question.taken_up", {"number": 4}
    yield "answer.given_aloud", {"number": 4, "speaker": LEADER}
    yield "question.handed_over", {"number": 3, "case": "20260001"}
    yield "question.taken_down", {"number": 6, "reason": "abuse_or_ads"}
    options = {"options": ["班次", "车站", "票价"], "most": 1, "hidden": False}
    yield "poll.opened", {"poll": 1, "question": "先改善什么？", "form": "single", **options}
    closed = {"options": options["options"], "votes": [12, 5, 3], "users": 15, "guests": 5}
    yield "poll.closed", {"poll": 1, **closed}
    yield "notice.pinned", {"text": "请一次只问一件事。"}
    yield "session.paused", {"note": "休息五分钟"}
    yield "session.resumed", {}
    yield "session.intake_closed", {}
    later = (BEGAN + timedelta(hours=3)).isoformat()
    yield "session.extended", {"ends_at": later, "note": "延长一小时"}
    yield "question.ordered", {"numbers": [5]}
    yield "question.taken_up", {"number": 2}


def unit() -> Organisation:
    """Return a unit that is in no table."""
    return Organisation(pk=0, name="清江市交通运输局", path="/0/")


def session(name: str = "live") -> Session:
    """Return a session that is in no table."""
    return Session(
        pk=0, number=NUMBER, state=name, title="让出行更顺畅：公交线网优化与停车难",
        summary="公交改线、停车、慢行，直接问、当场答。", organisation=unit(),
        starts_at=BEGAN, ends_at=BEGAN + timedelta(hours=2), opened_at=BEGAN,
        announced_for=BEGAN - timedelta(days=1),
        ended_at=BEGAN + timedelta(hours=2) if name in {"ended", "archived"} else None,
    )  # fmt: skip


def guest() -> Guest:
    """Return who answers there."""
    return Guest(pk=0, session=session(), key="l1", name=LEADER["name"], post=LEADER["post"])


def leader() -> Leader:
    """Return a leader who is in no table."""
    return Leader(pk=0, name=LEADER["name"])
