"""Sessions in the admin: for a look; they change by services only."""

from django.contrib import admin

from accounts.admin import ReadOnly
from sessions_app.models import Session


@admin.register(Session)
class SessionAdmin(ReadOnly[Session]):
    """Read-only: a change here would pass the log by."""

    list_display = ("number", "title", "state", "starts_at")
    list_filter = ("state",)
