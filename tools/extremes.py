"""Sessions of extremes, for pictures: ten guests, long names, 2,000 characters, and nothing at all.

python -m tools.extremes: makes them in the demo that DATABASE_URL names; prints where they are.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta

import django

NAMES = (
    "阿明",
    "欧阳建国",
    "Wolfeschlegelsteinhausenberger",
    "住在枫林路十二号三单元六楼的退休公交司机老周和他的老伴",
)
POSTS = ("市长", "市发展和改革委员会党组成员、副主任兼市粮食和物资储备局局长（主持全面工作）")
TITLE = (
    "让出行更顺畅：公交线网优化、停车难、地铁三号线延长线、"
    "老年卡与慢行系统建设专场，与十位负责人当面谈"
)
SENTENCE = "107 路改线以后，滨江新城到人民医院要换乘两次，老人看病很不方便，能不能恢复直达？"
LONG = (SENTENCE * 60)[:2000]
ANSWER = (
    f"{SENTENCE * 4}\n\n1. {SENTENCE}\n2. 先试行\n3. 再评估\n\n> 原文如此\n\n"
    "https://jiaotong.qingjiang.example/" + "very-long-path/" * 12
)
QUESTIONS = (
    (LONG, ANSWER),
    (LONG, ""),
    ("几点开门？", "早上八点。"),
    (SENTENCE, ""),
    ("a" * 120, ""),
)
SUPPORTS = (98_765, 12_345, 1_204, 0, 7)


def main() -> None:
    """Make the sessions and print their addresses by name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps({"extreme": _crowded(), "bare": _bare(), "finished": _finished()}))


def _crowded() -> str:
    """Return where everything is long, many, or both; one of the longest is being answered."""
    # Models can be imported only once Django is set up.
    from django.utils import timezone

    from config.demo.content import Demo, clerk, principal
    from config.demo.earlier import beginning
    from config.demo.texts import Script
    from dialogue.models import Question
    from dialogue.services import hosting

    demo = Demo()
    demo.crowd = [demo.person(f"demo-extreme-{n}", name) for n, name in enumerate(NAMES, 1)]
    guests = tuple((NAMES[n % 4], POSTS[n % 2]) for n in range(10))
    script = Script(TITLE, SENTENCE * 4, "市交通运输局", guests, QUESTIONS, SENTENCE)
    starts = timezone.now() - timedelta(minutes=9)
    with beginning(starts - timedelta(minutes=40)) as clock:
        session = demo.session(script, starts, max_length=2000, per_person=1000)
        numbers = demo.play(session, script, answered=3, clock=clock)
    for number, supports in zip(numbers, SUPPORTS, strict=True):
        # Nobody has a hundred thousand people at hand: only the count is set.
        Question.objects.filter(session=session, number=number).update(supports=supports)
    hosting.take_up(session, number=numbers[1], by=principal(clerk(session)))
    return f"/sessions/{session.number}/"


def _bare() -> str:
    """Return where a session is live and nothing was asked or said."""
    return f"/sessions/{_short('现场办公：一件事也还没有').number}/"


def _finished() -> str:
    """Return where a session has just ended."""
    from config.demo.content import clerk, principal
    from dialogue.services import closing

    session = _short("刚刚结束的一场")
    closing.end_session(session, by=principal(clerk(session)))
    return f"/sessions/{session.number}/"


def _short(title: str):  # type: ignore[no-untyped-def]  # its type is one of Django's models
    from django.utils import timezone

    from config.demo.content import Demo, clerk, principal
    from config.demo.texts import Script
    from sessions_app.services import lifecycle

    demo = Demo()
    script = Script(title, "", "市城市管理局", (("李木", "局长"),), ())
    session = demo.session(script, timezone.now() - timedelta(minutes=1))
    lifecycle.collect(session)
    lifecycle.open_session(session, by=principal(clerk(session)))
    return session


if __name__ == "__main__":
    main()
