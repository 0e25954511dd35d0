"""Addresses of privacy."""

from __future__ import annotations

from django.urls import path

from accounts.privacy import (
    closing_views,
    documents_views,
    export_views,
    kept_views,
    my_views,
    retention_views,
)
from accounts.real_name import views as real_name_views

urlpatterns = [
    path("terms/", documents_views.document, {"name": "terms"}, name="terms"),
    path("privacy/", documents_views.document, {"name": "privacy"}, name="privacy"),
    path("real-name/", documents_views.document, {"name": "real_name"}, name="real_name_terms"),
    path("privacy/data/", kept_views.kept, name="kept_data"),
    path("me/privacy/", my_views.my_privacy, name="my_privacy"),
    path("me/real-name/", real_name_views.real_name, name="my_real_name"),
    path("me/real-name/forget/", real_name_views.forget, name="forget_real_name"),
    path("me/export/", export_views.export, name="export"),
    path("me/close/", closing_views.close, name="close_account"),
    path("privacy/closed/", closing_views.closed, name="account_closed"),
    path("office/retention/", retention_views.retention_periods, name="office_retention"),
    path("me/agree/", documents_views.agree, name="agree"),
    path("me/agree/withdraw/", documents_views.withdraw, name="withdraw_consent"),
]
