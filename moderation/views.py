"""The desk's page."""

from __future__ import annotations

from dialogue.staff_views import staff_page
from sessions_app import rules

desk = staff_page("moderation/desk.html", rules.may_see_desk)
