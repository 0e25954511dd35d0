"""Addresses of cases."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cases import looking_views, staff_views, views


class CaseNumber(StringConverter):
    """Digits: a year and a number counted within it, as it is given out."""

    regex = r"\d{1,16}"


register_converter(CaseNumber, "case_number")

urlpatterns = [
    path("cases/", views.case_list, name="case_list"),
    path("cases/handling/", staff_views.queue, name="case_queue"),
    path("office/people/<int:number>/identity/", looking_views.identity, name="office_identity"),
    path("cases/<case_number:number>/", views.case_page, name="case"),
    path("cases/<case_number:number>/handle/", staff_views.handle, name="case_handle"),
    path(
        "sessions/<int:session>/questions/<int:number>/case/",
        views.case_of_question,
        name="case_of_question",
    ),
]
