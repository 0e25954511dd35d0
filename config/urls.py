"""Addresses: each room brings its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from accounts.media import media
from config.api import api
from config.demo.desks import moderated

urlpatterns = [
    path("", include("frontend.urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.privacy.urls")),
    path("office/", include("accounts.offices.urls")),
    path("", include("dialogue.urls")),
    path("", include("moderation.urls")),
    path("", include("archive.urls")),
    path("", include("cases.urls")),
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    path("demo/moderated/<int:number>/", moderated, name="demo_moderated"),
    path("media/<path:path>", media, name="media"),
    path("jsi18n/", JavaScriptCatalog.as_view(packages=[]), name="jsi18n"),
]
