"""The end of tokens."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.models import Revocation, User
from accounts.security import Happening
from accounts.services import security
from log import doorbell


def revoke_tokens(user: User) -> None:
    """End every token of `user`: sockets close within seconds, pages ask for a new one.

    Called at sign-out, and whenever a role or a right was taken away.
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(token_version=F("token_version") + 1)
        user.refresh_from_db(fields=["token_version"])
        Revocation.objects.create(principal=f"u:{user.pk}", version=user.token_version)
        security.record(Happening.TOKENS_REVOKED, user=user)
        key, version = f"u:{user.pk}", user.token_version
        transaction.on_commit(lambda: doorbell.revoke(key, version))
