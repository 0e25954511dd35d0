"""Suggestions on the pages of other rooms, and the words for where one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from accounts.models import User
from sessions_app import wishes
from sessions_app.models import Wish

register = template.Library()
SHOWN = 20
WORDS: Mapping[str, StrPromise] = {
    # Translators: 审核中
    "held": pgettext_lazy("suggestion", "Being reviewed"),
    # Translators: 征集支持中
    "open": pgettext_lazy("suggestion", "Open for votes"),
    # Translators: 已列入计划
    "planned": pgettext_lazy("suggestion", "Planned"),
    # Translators: 暂不安排
    "declined": pgettext_lazy("suggestion", "Not for now"),
}
TONES = {"held": "warn", "open": "act", "planned": "good"}


@register.simple_tag
def own_wishes(user: Any) -> list[Wish]:
    """Return what somebody suggested lately: {% own_wishes request.user as suggested %}."""
    return list(wishes.own(user)[:SHOWN]) if isinstance(user, User) else []


@register.filter
def announced(wish: Wish) -> bool:
    """Return whether the session that a wish became can be linked."""
    return wishes.has_public_session(wish)


@register.filter
def wish_word(state: str) -> str:
    """Return the word for a wish's state."""
    return str(WORDS.get(state, state))


@register.filter
def wish_tone(state: str) -> str:
    """Return the chip's class for a wish's state."""
    return TONES.get(state, "")
