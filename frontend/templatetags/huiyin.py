"""Tags and filters of the pages: icons, QR codes, numbers, moments, words for states."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from frontend import words
from frontend.sharing import addresses, codes
from frontend.tongue import CHINESE, of_text

register = template.Library()

# A clause ends after one of these; the rest of the title may go to a new line there.
CLAUSE = re.compile(r"[^：:，,；;！!？?、—]*[：:，,；;！!？?、—]*\s*")
# Older than this, "3 hours ago" says less than the day itself.
RECENT_SECONDS = 86_400


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the lucide icon `name` as inline SVG, hidden from screen readers."""
    return mark_safe(_drawn(name))  # noqa: S308 - the package's own drawing, no user text


@lru_cache(maxsize=128)
def _drawn(name: str) -> str:
    svg = lucide(name, size=None, aria_hidden="true", focusable="false")
    return re.sub(r">\s+<", "><", svg.strip()).replace("<svg ", '<svg class="icon" ', 1)


@register.simple_tag
def qr(url: str, title: str = "") -> SafeString:
    """Return an address (one of ours may begin with /) as a QR code in inline SVG, with a label."""
    address = addresses.absolute(url)
    label = title or _("QR code for %(url)s") % {"url": address}
    return mark_safe(codes.inline(address, label))  # noqa: S308 - segno escapes


@register.filter
def bare(address: str) -> str:
    """Return an address as one would read it out or type it: without https:// before it."""
    return address.partition("://")[2] or address


@register.simple_tag
def gap() -> str:
    """Return what stands between two sentences: a space, or nothing after a Chinese full stop."""
    return "" if (get_language() or "").startswith("zh") else " "


@register.filter
def lang(text: str | None) -> SafeString:
    """Return the attribute that says what somebody wrote in: <p{{ question.text|lang }}>.

    Scripts that write other words into the element keep it right: js/tongue.js.
    """
    # Rendered answers: the names of tags and addresses of links are nobody's words.
    return format_html(' lang="{}"', of_text(strip_tags(str(text or ""))))


@register.filter
def spoken(name: str | None) -> SafeString:
    """Return a name for the middle of a sentence, marked where the sentence is in another language.

    {% blocktranslate with unit=case.unit|spoken %}. Not for attributes: it may be an element.
    """
    name = str(name or "")
    foreign = of_text(name) == CHINESE and not (get_language() or "").startswith("zh")
    return format_html('<span lang="{}">{}</span>' if foreign else "{1}", CHINESE, name)


@register.simple_tag(takes_context=True)
def elsewise(context: dict[str, Any]) -> str:
    """Return this page's address without what chose its language, for the switch of languages."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    asked.pop("lang", None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


@register.filter
def count(value: int | None) -> str:
    """Return a number with thousands marked: 1,204. Nothing is 0."""
    return f"{value or 0:,}"


def moment_of(value: datetime | str | None) -> datetime | None:
    """Return a time of a model or of a frame (ISO 8601) in the platform's zone, or None."""
    parsed = parse_datetime(value) if isinstance(value, str) else value
    return timezone.localtime(parsed) if parsed else None


@register.filter
def clock(value: datetime | str | None) -> str:
    """Return the time of day as 14:05, or ""."""
    moment = moment_of(value)
    return f"{moment:%H:%M}" if moment else ""


@register.filter
def iso(value: datetime | str | None) -> str:
    """Return the moment for a `datetime` attribute: 2026-11-23T14:05+08:00, or ""."""
    moment = moment_of(value)
    return moment.isoformat(timespec="minutes") if moment else ""


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Return the day as "11 月 23 日" or "23 Nov", with the year unless it is this one."""
    of = _day_of(value)
    if of is None:
        return ""
    if of.year == timezone.localdate().year:
        # Translators: 这是日期格式(Django 的 date 记法),例如 11 月 23 日: n 月 j 日
        return date_format(of, pgettext("day of this year", "j M"))
    # Translators: 这是日期格式,例如 2026 年 11 月 23 日: Y 年 n 月 j 日
    return date_format(of, pgettext("day of another year", "j M Y"))


@register.filter
def weekday(value: date | datetime | str | None) -> str:
    """Return the day of the week, short: 周六, Sat."""
    of = _day_of(value)
    return str(words.WEEKDAYS[of.weekday()]) if of else ""


def _day_of(value: date | datetime | str | None) -> date | None:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    if isinstance(value, datetime | str):
        moment = moment_of(value)
        return moment.date() if moment else None
    return value


@register.filter
def ago(value: datetime | str | None) -> str:
    """Return how long ago it was, in words; after a day, the day and the time."""
    moment = moment_of(value)
    if moment is None:
        return ""
    seconds = int((timezone.now() - moment).total_seconds())
    if seconds < 60:
        # Translators: 刚刚
        return _("just now")
    if seconds < 3600:
        minutes = seconds // 60
        # Translators: %(n)s 分钟前
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if seconds < RECENT_SECONDS:
        hours = seconds // 3600
        # Translators: %(n)s 小时前
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    return f"{day(moment)} {clock(moment)}"


@register.filter
def initial(name: str | None) -> str:
    """Return the letter or character that stands for a person who has no picture."""
    return (name or "").strip()[:1].upper() or "·"


@register.filter
def clauses(text: str) -> SafeString:
    """Return a title whose lines break after its punctuation when they can.

    「让出行更顺畅：公交线网优化与停车难」 breaks after the colon, never inside 公交.
    """
    parts = [part for part in CLAUSE.findall(text) if part]
    return format_html_join("", '<span class="clause">{}</span>', ((part,) for part in parts))


@register.filter
def asker(question: Any) -> str:
    """Return who asked: a name, "Guest", or a neutral word for an account that was closed.

    Takes a question of the public state, of the transcript, or its row.
    """
    if not question:
        return ""
    get = question.get if isinstance(question, dict) else partial(getattr, question)
    return get("name") or (_("Guest") if get("guest") else _("Closed account"))


@register.filter
def receipt_code(code: str) -> str:
    """Return a receipt code in groups of four, as it is read out: K7QM-2XPD-9TRA."""
    return "-".join(re.findall(r".{1,4}", code.replace("-", "")))


@register.filter
def session_word(state: str) -> str:
    """Return the word for a session's state."""
    return str(words.SESSION.get(state, state))


@register.filter
def question_word(state: str) -> str:
    """Return the word for a question's state, as its asker reads it."""
    return str(words.QUESTION.get(state, state))


@register.filter
def state_now(question: str, session: str) -> str:
    """Return a question's state as it reads now: {{ question.state|state_now:session.state }}."""
    return words.state_now(question, session)


@register.filter
def tone(state: str) -> str:
    """Return the chip's class for a state of a session, question or case: live, act, good…"""
    return words.TONES.get(state, "")
