"""Cases to look up; time limits and special days to keep."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.admin import ReadOnly, Recorded
from cases.limits import DEFAULTS
from cases.models import Case, Kind, LimitRule, SpecialDay
from cases.notices import missing_calendars


@admin.register(Case)
class CaseAdmin(ReadOnly[Case]):
    """Read-only: a change here would pass the log by."""

    list_display = ("number", "title", "organisation", "state", "due_on")
    list_filter = ("state",)
    list_select_related = ("organisation",)
    search_fields = ("number", "title")


@admin.register(LimitRule)
class LimitRuleAdmin(Recorded[LimitRule]):
    """How long units have. Cases that are open already keep the day they were given."""

    list_display = ("kind", "organisation", "days", "counted", "since", "source")
    list_filter = ("kind",)
    list_select_related = ("organisation",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what holds where nothing is entered."""
        days = DEFAULTS[Kind.LEFTOVER].days
        said = _("Where nothing is entered, units have {days} working days.").format(days=days)
        messages.info(request, said)
        return super().changelist_view(request, extra_context)


@admin.register(SpecialDay)
class SpecialDayAdmin(Recorded[SpecialDay]):
    """Days worked or off against the built-in calendar: a new notice, or a local one."""

    list_display = ("day", "working", "note")
    list_filter = ("working",)
    date_hierarchy = "day"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say which year's days off are still unknown."""
        this_year = timezone.localdate().year
        for warning in missing_calendars([this_year, this_year + 1]):
            messages.warning(request, warning)
        return super().changelist_view(request, extra_context)
