"""Checkpoints in the admin: for a look; nothing about them can be changed."""

from django.contrib import admin
from django.http import HttpRequest

from archive.models import Checkpoint


@admin.register(Checkpoint)
class CheckpointAdmin(admin.ModelAdmin[Checkpoint]):
    """Read-only: a checkpoint that can be edited proves nothing."""

    list_display = ("session", "index", "size", "at", "root_hex")
    list_select_related = ("session",)
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: checkpoints are made by sealing."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Checkpoint | None = None) -> bool:
        """Refuse: what was sealed stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Checkpoint | None = None) -> bool:
        """Refuse: what was sealed stays."""
        return False
