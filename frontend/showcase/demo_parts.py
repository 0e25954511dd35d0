"""Which parts the page shows, and in which states. A test fails for a part that is not here.

A part that needs nothing special is one line; others say what they are shown with, once for each
state that looks different.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator

from accounts.offices.unit_forms import CloseForm
from frontend import words
from frontend.cards import LiveCard
from frontend.charts import chart
from frontend.showcase import demo_world as world

Shown = Mapping[str, Any]
TEMPLATES = Path(__file__).parents[1] / "templates"
PLAIN: tuple[Shown, ...] = ({},)
TEXT = "107 路能不能恢复直达医院？"
CASE: dict[str, Any] = {
    "number": "20260001",
    "title": TEXT,
    "state": "received",
    "state_label": "待受理",
    "question_number": 1,
    "session_number": world.NUMBER,
    "unit": "公共交通处",
    "due_on": date(2026, 12, 3),
    "overdue": False,
    "answered_on": None,
    "closed_on": None,
    "reply_excerpt": "",
    "gone": False,
}
OPTION = "班次"
OWN: dict[str, Any] = {
    "number": 7,
    "text": TEXT,
    "original": "",
    "state": "held",
    "asked_at": world.BEGAN,
    "session": world.session(),
    "reason": "",
    "reason_text": "",
    "words": "",
    "answers": [],
    "case": "",
    "receipt": "K7QM2XPD9TRA",
    "supports": 0,
    "version": 1,
}

QR = {"address": "http://localhost:8000/s/42", "label": "QR code"}
SHARE = {
    "share_url": "http://localhost:8000/s/42",
    "share_codes": "/",
    "share_title": TEXT,
    "share_day": "23 Nov 2026",
    "share_at": world.BEGAN,
    "share_moments": "/s/42",
}


def _card(state: str) -> LiveCard:
    return LiveCard(
        session=world.session(state), guests=[world.guest()], more_guests=2,
        now={"number": 1, "text": TEXT, "support": 1204, "name": "江边骑行者", "guest": False},
        last=None, next=None, published=41, answered=12,
    )  # fmt: skip


def _refused() -> CloseForm:
    form = CloseForm({"reason": "x" * 300})
    form.is_valid()
    form.add_error(None, "这里说明发生了什么、什么没有丢、下一步怎么做。")
    return form


def _page() -> Any:
    return Paginator(range(60), 20).page(2)


PARTS: dict[str, tuple[Shown, ...]] = {
    "_staff_bar": ({"name": "审核台", "numbers": "dialogue/_staff_host_numbers.html"},),
    "_staff_leave": PLAIN,
    "_staff_menu": ({"rights": ["host", "answer"], "place": "host"},),
    "_staff_no_js": PLAIN,
    "_staff_notices": PLAIN,
    "agenda_row": tuple({"session": world.session(s)} for s in ("collecting", "cancelled")),
    "also_live": ({"card": _card("live")}, {"card": _card("paused")}),
    "aloud": PLAIN,
    "app_head": PLAIN,
    "asked": ({"asked": OWN},),
    "case_figures": (
        {"figures": {"open": 12, "closed_this_month": 41, "median_working_days": 4}},
        {"figures": {"open": 0, "closed_this_month": 0, "median_working_days": None}},
    ),
    "case_row": (
        {"case": CASE},
        {"case": {**CASE, "overdue": True}},
        {"case": {**CASE, "state": "answered", "reply_excerpt": "年底前恢复。"}},
        {"case": {**CASE, "gone": True, "title": ""}},
    ),
    "embed_snippet": PLAIN,
    "empty": (
        {"name": "scroll-text", "title": "这里还没有内容", "text": "有了会出现在这里。"},
        {"name": "search-x", "title": "没有找到", "href": "/", "action": "看看全部"},
    ),
    "face": ({"leader": world.leader(), "size": "l"}, {"leader": world.leader(), "size": "s"}),
    "feed_links": ({"feed": "feed", "calendar": "calendar"},),
    "field": ({"field": CloseForm()["reason"]}, {"field": _refused()["reason"]}),
    "follow": ({"kind": "session", "number": world.NUMBER, "here": "/", "title": "访谈"},),
    "footer": PLAIN,
    "form_errors": ({"form": _refused()},),
    "guest_name": PLAIN,
    "header": PLAIN,
    "hero_live": ({"card": _card("live")}, {"card": _card("paused")}),
    "hero_next": ({"card": world.session("collecting")},),
    "hero_quiet": PLAIN,
    "install": PLAIN,
    "language": PLAIN,
    "messages": PLAIN,
    "own_question": tuple({"question": {**OWN, "state": name}} for name in words.QUESTION),
    "pager": ({"page": _page(), "query": ""},),
    "person": ({"name": "陈立", "note": "局长"}, {"name": "欧阳", "size": "s"}),
    "poll_cells": PLAIN,
    "poll_results": ({"chart": chart(world.state()["polls"]["1"], None)},),
    "poll_row": PLAIN,
    "poll_templates": PLAIN,
    "poll_word": PLAIN,
    "qr": (QR,),
    "question_state": tuple({"state": name} for name in words.QUESTION),
    "receipt_code": ({"code": "K7QM2XPD9TRA"},),
    "receipt_qr": ({"code": "K7QM2XPD9TRA"},),
    "record_row": tuple({"session": world.session(s)} for s in ("ended", "archived")),
    "rehearsal": PLAIN,
    "seal": PLAIN,
    "share": (SHARE,),
    "share_button": ({"href": "/"},),
    "share_meta": (SHARE,),
    "share_one": PLAIN,
    "share_session": (SHARE,),
    "sign_out": PLAIN,
    "state": tuple({"state": name} for name in words.SESSION),
    "subscribe": ({"calendar": "/", "feed": "/"},),
    "trouble": ({"name": "map-pin-off", "code": "404", "title": "没有这一页", "text": "请检查。"},),
    "way_back": ({}, {"place": "my_privacy"}),
}
# Parts of the live page and of the desks, by what they are shown for: each of the session's phases,
# each entry of the record, each question, or once.
DIALOGUE: dict[str, str] = {
    "phase": "about composer dock now record stage strip",
    "entry": "entry outcome wording",
    "asked": "asked",
    "said": "opinions said",
    "told": "told",
    "polled": "polled",
    "promised": "promised",
    "question": "gone question",
    "once": "connection dialogs follow guest mine own own_questions picture poll poll_ballot"
    " poll_bar poll_choice poll_templates poll_word pin pins questions rating templates unsent"
    " verify workplaces",
}
# Parts of the desks hold what scripts fill, and look as they stand: all there are, once.
DESKS = sorted(path.stem[1:] for path in TEMPLATES.glob("dialogue/_staff_*.html"))
