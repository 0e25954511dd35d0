"""The words and tones of states, in one place so that every page says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

SESSION: Mapping[str, StrPromise] = {
    # Translators: 筹备中
    "draft": pgettext_lazy("session", "In preparation"),
    # Translators: 预告
    "announced": pgettext_lazy("session", "Announced"),
    # Translators: 征集问题中
    "collecting": pgettext_lazy("session", "Taking questions"),
    # Translators: 直播中
    "live": pgettext_lazy("session", "Live"),
    # Translators: 暂停中
    "paused": pgettext_lazy("session", "Paused"),
    # Translators: 已结束
    "ended": pgettext_lazy("session", "Ended"),
    # Translators: 已存档
    "archived": pgettext_lazy("session", "Archived"),
    # Translators: 已取消
    "cancelled": pgettext_lazy("session", "Cancelled"),
}

QUESTION: Mapping[str, StrPromise] = {
    # Translators: 审核中
    "held": pgettext_lazy("question", "Being reviewed"),
    # Translators: 已公开
    "published": pgettext_lazy("question", "Public"),
    # Translators: 正在回答
    "taken_up": pgettext_lazy("question", "Being answered"),
    # Translators: 已回答
    "answered": pgettext_lazy("question", "Answered"),
    # Translators: 未公开
    "declined": pgettext_lazy("question", "Not published"),
    # Translators: 已撤回
    "withdrawn": pgettext_lazy("question", "Withdrawn"),
    # Translators: 已撤下
    "taken_down": pgettext_lazy("question", "Taken down"),
    # Translators: 已转办理
    "handed_over": pgettext_lazy("question", "Now a case"),
    # Not a state of its own: taken up, while the session pauses. See `state_now`.
    # Translators: 暂停中
    "on_hold": _("On hold"),
}

# Which chip a state wears. Red is for what is live; a refusal is not an alarm.
TONES: Mapping[str, str] = {
    "live": "live",
    "paused": "warn",
    "collecting": "act",
    "held": "warn",
    "published": "act",
    "taken_up": "seal",
    "on_hold": "warn",
    "answered": "good",
    "handed_over": "act",
    "received": "warn",
    "accepted": "act",
    "closed": "good",
}

WEEKDAYS: Sequence[StrPromise] = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    # Translators: 周日
    pgettext_lazy("weekday", "Sun"),
)


def state_now(question: str, session: str) -> str:
    """Return the state of a question as it reads now: nothing is answered during a pause."""
    return "on_hold" if (question, session) == ("taken_up", "paused") else question


# The tabs of the schedule.
TABS: Mapping[str, StrPromise] = {
    "coming": pgettext_lazy("navigation", "Coming"),
    "live": pgettext_lazy("navigation", "Live"),
    "past": pgettext_lazy("navigation", "Transcripts"),
    "cancelled": pgettext_lazy("session", "Cancelled"),
    # Translators: 全部
    "all": pgettext_lazy("sessions", "All"),
}
