"""Why a question is not shown: the closed table of coded reasons.

Declining and taking down use the same codes. A code goes into the log's public header, so
that anyone can recount the refusals; what it means is told to the asker in words that say
what can be done next. A code that was used once stays in this table for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from log.codes import Refused


@dataclass(frozen=True, slots=True)
class Reason:
    """One coded reason: its short name, and what the asker is told."""

    code: str
    label: StrPromise
    told: StrPromise
    # The code alone says too little: whoever decides must add a sentence.
    needs_words: bool = False
    # Nobody chooses it: it follows from what happened to the session.
    by_itself: bool = False


class ReasonLabel(TypedDict):
    """A reason as pages and the desk's API offer it."""

    code: str
    label: str
    needs_words: bool


# In the order of the desk's number keys.
_ALL = (
    Reason(
        "off_topic",
        # Translators: 与本场主题无关
        _("Not about the subject of this session"),
        _(
            "This is not about the subject of this session. Please ask it again in a session on"
            " its subject: the list of sessions shows what is coming."
        ),
    ),
    Reason(
        "duplicate",
        # Translators: 已有相同问题
        _("The same question has been asked already"),
        _(
            "The same question has been asked already. Please look for it in the list and support"
            " it: its answer is for you as well."
        ),
    ),
    Reason(
        "privacy",
        # Translators: 涉及个人隐私
        _("Private details of a person"),
        _(
            "This question contains private details of a person, such as an address or a"
            " telephone number. Please ask it again without them."
        ),
    ),
    Reason(
        "statutory_channel",
        # Translators: 应走法定渠道（信访、复议、诉讼）
        _("A matter for a legal channel: petition, review or court"),
        _(
            "The law has a channel of its own for this matter, such as a petition, an"
            " administrative review or a court, and only a decision made there is binding. Please"
            " turn to that channel."
        ),
    ),
    Reason(
        "abuse_or_ads",
        # Translators: 辱骂、广告或不宜公开的内容
        _("Insults, advertising or unlawful content"),
        _(
            "This question contains insults, advertising or something that may not be published"
            " by law. Please ask about the matter itself again, in other words."
        ),
    ),
    Reason(
        "other",
        # Translators: 其他原因（须写明）
        _("Another reason, in your own words"),
        _(
            "This question is not shown, for a reason that staff give in their own words. Please"
            " read it, and ask again in another form if you wish."
        ),
        needs_words=True,
    ),
    Reason(
        "session_cancelled",
        # Translators: 本场已取消
        _("The session was cancelled"),
        _(
            "This session was cancelled before anyone reviewed the question, so nobody has judged"
            " it. Please ask it again in a session on the same subject: the list of sessions shows"
            " what is coming."
        ),
        by_itself=True,
    ),
)
SESSION_CANCELLED = "session_cancelled"

REASONS: Mapping[str, Reason] = {reason.code: reason for reason in _ALL}
TEXTS: Mapping[str, StrPromise] = {reason.code: reason.told for reason in _ALL}


def text(code: str) -> str:
    """Return what the asker is told for a code, in the active language; "" for no code."""
    return str(TEXTS[code]) if code else ""


def label(code: str) -> str:
    """Return the short name of a code, for staff and for the public placeholder."""
    return str(REASONS[code].label) if code else ""


def labels() -> list[ReasonLabel]:
    """Return every reason to choose from, in order, in the active language."""
    return [
        {"code": reason.code, "label": str(reason.label), "needs_words": reason.needs_words}
        for reason in _ALL
        if not reason.by_itself
    ]


def demand(code: str, words: str | None = None) -> None:
    """Raise Refused("unknown_reason") for a code that nobody can choose.

    With `words` (where words can be given) also Refused("words_needed") when the reason
    needs them and there are none.
    """
    reason = REASONS.get(code)
    if reason is None or reason.by_itself:
        raise Refused("unknown_reason")
    if reason.needs_words and words is not None and not words.strip():
        raise Refused("words_needed")
