"""Sessions in the admin: for a look; they change by services only."""

from django.contrib import admin
from django.http import HttpRequest

from sessions_app.models import Session


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin[Session]):
    """Read-only: a change here would pass the log by."""

    list_display = ("number", "title", "state", "starts_at")
    list_filter = ("state",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: sessions are created by a service."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Session | None = None) -> bool:
        """Refuse: sessions change by services."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Session | None = None) -> bool:
        """Refuse: what was announced stays known."""
        return False
