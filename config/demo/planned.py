"""What the demo's planner finds: a draft whose time draws near."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.principals import Principal
from sessions_app.services import drafting, guests, roles
from sessions_app.services.drafting import Plan

if TYPE_CHECKING:
    from config.demo.content import Demo

TITLE = "雨雪天出行保障：公交、道路与校车"
SUMMARY = "预报本周末有雨雪。公交怎么开、道路谁来清、校车停不停，请有关负责人在线说明。"


def make(demo: Demo) -> None:
    """Let the planner draft a session."""
    planner = demo.people["demo-planner"]
    assign_perm("accounts.plan_sessions", planner, demo.city)
    by = Principal(f"u:{planner.pk}", planner.shown_name, planner.token_version)
    starts = (timezone.localtime() + timedelta(days=2)).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    plan: Plan = {
        "title": TITLE,
        "summary": SUMMARY,
        "organisation": demo.unit("市交通运输局"),
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "collect_from": starts - timedelta(days=1),
        "asking": "guests",
    }
    session = drafting.draft(plan, by=by)
    leader = demo.people["demo-leader"]
    guests.invite(session, name="陈立", post="市交通运输局局长", user=leader, by=by)
    roles.give(session, demo.people["demo-host"], "host", by=by)
