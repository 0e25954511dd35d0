"""The end of tokens, and who handles cases."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import Organisation, Revocation, User
from log import doorbell


def revoke_tokens(user: User) -> None:
    """End every token of `user`: sockets close within seconds, pages ask for a new one.

    Called at sign-out, and whenever a role or a right was taken away.
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(token_version=F("token_version") + 1)
        user.refresh_from_db(fields=["token_version"])
        Revocation.objects.create(principal=f"u:{user.pk}", version=user.token_version)
        key, version = f"u:{user.pk}", user.token_version
        transaction.on_commit(lambda: doorbell.revoke(key, version))


def set_handler(user: User, unit: Organisation, *, on: bool) -> None:
    """Let a person handle the cases of a unit and of those below it, or no longer."""
    with transaction.atomic():
        change = assign_perm if on else remove_perm
        change("accounts.handle_cases", user, unit)
        revoke_tokens(user)
