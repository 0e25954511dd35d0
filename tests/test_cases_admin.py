"""Cases in the admin: to be looked at; only limits and special days are kept there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from cases import calendar
from tests import casework
from tests.casedesk import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_the_admin_shows_cases_and_changes_none(admin_client: Client) -> None:
    case = casework.received()
    assert admin_client.get("/admin/cases/case/").status_code == 200
    assert admin_client.get(f"/admin/cases/case/{case.pk}/change/").status_code == 200
    assert admin_client.get("/admin/cases/case/add/").status_code == 403
    assert admin_client.post(f"/admin/cases/case/{case.pk}/delete/").status_code == 403
    assert admin_client.post(f"/admin/cases/case/{case.pk}/change/", {}).status_code == 403


def test_staff_keep_limits_and_special_days_in_the_admin(admin_client: Client) -> None:
    english = {"Accept-Language": "en"}
    rule = {"kind": "leftover", "days": 3, "counted": "working", "since": "2026-01-01"}
    assert admin_client.post("/admin/cases/limitrule/add/", rule).status_code == 302
    listed_rules = admin_client.get("/admin/cases/limitrule/", headers=english)
    assert "units have 5 working days" in page(listed_rules)
    refused = admin_client.post("/admin/cases/limitrule/add/", rule | {"days": 0})
    assert refused.status_code == 200
    day = {"day": "2030-02-02", "working": "on", "note": "补班"}
    assert admin_client.post("/admin/cases/specialday/add/", day).status_code == 302
    assert admin_client.get("/admin/cases/specialday/", headers=english).status_code == 200
    assert calendar.is_working_day(date(2030, 2, 2))
    case = casework.received()
    start = timezone.localdate(case.opened_at)
    assert calendar.current().working_days_between(start, case.due_on) == 3
