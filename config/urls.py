"""Addresses: each room brings its own."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from accounts.media import media
from accounts.views import sign_out
from config.api import api
from config.demo.desks import moderated

# The admin's own form would know neither limits nor second factors. Before `admin.site.urls` is
# looked at: that is when the admin reads which view signs in.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("frontend.urls")),
    path("", include("frontend.urls_following")),
    path("", include("frontend.installing.urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.factors.urls")),
    path("", include("accounts.guarding.urls")),
    path("", include("accounts.privacy.urls")),
    path("office/", include("accounts.offices.urls")),
    path("", include("sessions_app.urls")),
    path("", include("accounts.urls_messages")),
    path("", include("dialogue.urls")),
    path("", include("moderation.urls")),
    path("", include("archive.urls")),
    path("", include("cases.urls")),
    # After the cases: their numbers are part of these addresses.
    path("", include("frontend.sharing.urls")),
    path("api/v1/", api.urls),
    path("admin/logout/", sign_out),
    path("admin/", admin.site.urls),
    path("demo/moderated/<int:number>/", moderated, name="demo_moderated"),
    path("media/<path:path>", media, name="media"),
    path("jsi18n/", JavaScriptCatalog.as_view(packages=[]), name="jsi18n"),
]
