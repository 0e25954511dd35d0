"""Whether somebody has any power here: then more is asked of how they sign in."""

from __future__ import annotations

from django.apps import apps
from guardian.models import UserObjectPermissionBase

from accounts.models import Leader, User


def holds_anything(user: User) -> bool:
    """Return whether a person may change anything anywhere: in units, sessions or the admin.

    Every room's rights are rows of guardian's kind, so that none has to be known here.
    """
    if user.is_superuser or user.is_staff or user.user_permissions.exists():
        return True
    if user.groups.exists():
        return True
    kinds = (each for each in apps.get_models() if issubclass(each, UserObjectPermissionBase))
    return any(each.objects.filter(user=user).exists() for each in kinds)


def works_here(user: User) -> bool:
    """Return whether this is staff: somebody with a duty, a right, a part, or a leader."""
    return bool(user.duty) or holds_anything(user) or Leader.objects.filter(user=user).exists()
