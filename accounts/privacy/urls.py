"""Addresses of privacy."""

from __future__ import annotations

from django.urls import path

from accounts.privacy import documents_views

urlpatterns = [
    path("terms/", documents_views.document, {"name": "terms"}, name="terms"),
    path("privacy/", documents_views.document, {"name": "privacy"}, name="privacy"),
    path("real-name/", documents_views.document, {"name": "real_name"}, name="real_name_terms"),
    path("me/agree/", documents_views.agree, name="agree"),
    path("me/agree/withdraw/", documents_views.withdraw, name="withdraw_consent"),
]
