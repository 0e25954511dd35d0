"""Object permissions, made safe for async callers."""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from guardian.backends import ObjectPermissionBackend


class ObjectPermissions(ObjectPermissionBackend):
    """Guardian's backend, with the async question that Django 5.2 asks.

    Without `ahas_perm` Django skips a backend, so that `user.ahas_perm(perm, obj)` would
    answer False where `has_perm` answers True (django-guardian issue 947).
    """

    async def ahas_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return what `has_perm` returns."""
        return bool(await sync_to_async(self.has_perm)(user_obj, perm, obj))
