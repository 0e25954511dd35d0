"""Checkpoints in the admin: for a look; nothing about them can be changed."""

from django.contrib import admin

from accounts.admin import ReadOnly
from archive.models import Checkpoint


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnly[Checkpoint]):
    """Read-only: a checkpoint that can be edited proves nothing."""

    list_display = ("session", "index", "size", "at", "root_hex")
    list_select_related = ("session",)
    date_hierarchy = "at"
