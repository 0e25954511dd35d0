"""Closing one's own account: what is private goes at once, public words stay without a name.

Everybody may have what is kept about them deleted (个人信息保护法 47) and leave as easily as
they came (网络数据安全管理条例 24). What the law wants kept, the security log and the record of
what was said in public, holds no name of theirs any more.
"""

from __future__ import annotations

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import staying
from accounts.holding import holds_anything
from accounts.models import (
    Consent,
    Identity,
    Leader,
    Message,
    PushSubscription,
    User,
    Verification,
)
from accounts.security import Happening
from accounts.services import security, signins
from accounts.services.rights import locked
from accounts.services.tokens import revoke_tokens
from log.codes import Refused

# What is private in the account's own row, and what it becomes.
EMPTIED = {
    "email": "",
    "phone": None,
    "phone_verified": False,
    "verification": Verification.NONE,
    "pseudonym": "",
    "language": "",
    "theme": "",
    "large_print": False,
    "feed_key": "",
    "agreed": "",
    "last_login": None,
    "is_active": False,
}


def demand_free(user: User) -> None:
    """Raise Refused("hand_over_first") for whoever holds a duty, a right or a post.

    A duty can only be taken by the security administrator, who never takes the last one of
    its kind: so the last administrator cannot close the account.
    """
    if user.duty or holds_anything(user) or Leader.objects.filter(user=user).exists():
        raise Refused("hand_over_first")


def close(user: User) -> None:
    """Close an account for good, and return nothing: nothing is left to return.

    In one transaction: every room lets go (settings.LEAVING), which appends to the log where
    names stood; private rows are deleted, the account's row is emptied, tokens and sessions
    end. What the person is doing just then is done first, and found. Raises
    Refused("hand_over_first").
    """
    with transaction.atomic():
        staying.part(user.pk)
        user = locked(user)
        demand_free(user)
        for module in settings.LEAVING:
            import_module(module).leave(user)
        signins.end_all(user)
        _forget(user)
        _empty(user)
        revoke_tokens(user)
        security.record(Happening.ACCOUNT_CLOSED, user=user)


def _forget(user: User) -> None:
    """Delete the rows that hold what is private; end what was agreed to."""
    for kept in (EmailAddress, Authenticator, Identity, Message, PushSubscription):
        kept.objects.filter(user=user).delete()
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _empty(user: User) -> None:
    for field, value in EMPTIED.items():
        setattr(user, field, value)
    user.username = f"closed-{user.pk}"
    user.set_unusable_password()
    user.closed_at = timezone.now()
    user.save()
