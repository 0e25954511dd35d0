"""The signed link by which a person ends the e-mails without signing in (RFC 8058)."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from log.codes import Refused

# The link changes one setting of one person and nothing else, so it may live as long as
# the mail that holds it.
_signer = signing.Signer(salt="accounts.unsubscribe")


def link_for(user_id: int) -> str:
    """Return the whole address that a mail carries."""
    return f"{settings.SITE_URL}{reverse('unsubscribe', args=[_signer.sign(str(user_id))])}"


def whose(token: str) -> int:
    """Return whose link it is. Raises Refused("not_found") for what we did not sign."""
    try:
        return int(_signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise Refused("not_found") from error


def set_email(token: str, *, wanted: bool) -> None:
    """Turn e-mails off, or on again, for the person of this link. Raises Refused."""
    found = User.objects.filter(pk=whose(token), closed_at=None).update(tell_by_email=wanted)
    if not found:
        raise Refused("not_found")
