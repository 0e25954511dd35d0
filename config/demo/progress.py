"""The demo's cases on their way: one closed, one answered, the rest waiting."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from accounts.principals import Principal
from cases.models import Case
from cases.services import handling
from cases.states import State
from config.demo import texts
from config.demo.content import principal
from config.demo.earlier import beginning


def make_progress() -> None:
    """Take the first cases forward as the demo's handler, once: later rounds change nothing."""
    if Case.objects.exclude(state=State.RECEIVED).exists():
        return
    handler = principal(User.objects.get(username="demo-handler"))
    cases = Case.objects.order_by("number")
    for case, (reply, closed) in zip(cases, texts.REPLIES, strict=False):
        _take_forward(case, reply, closed=closed, by=handler)


def _take_forward(case: Case, reply: str, *, closed: bool, by: Principal) -> None:
    with beginning(case.opened_at or timezone.now()) as clock:
        clock.to_weekday(1, hour=9, minute=20)
        case = handling.accept(case, version=case.version, by=by)
        clock.to_weekday(2, hour=10, minute=5)
        case = handling.reply(case, version=case.version, text=reply, by=by)
        if closed:
            clock.to_weekday(2, hour=16, minute=40)
            handling.close(case, version=case.version, by=by)
