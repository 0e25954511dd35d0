"""Agreeing to documents, and taking that back.

Consent is given knowingly, by itself, for one version, and can be taken back as easily as it
was given (个人信息保护法 14, 15); what was done before stays lawful.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.agreements import DOCUMENTS, NEEDED, Document, needed
from accounts.models import Consent, User
from accounts.services.tokens import revoke_tokens

# What User.agreed says when consent was taken back.
WITHDRAWN = "withdrawn"


def agree(user: User, documents: Iterable[str | Document] = NEEDED) -> None:
    """Note that the person agrees to the present version of each document, named or itself.

    Writes Consent rows, once per version, and User.agreed. Raises KeyError for a document
    that does not exist.
    """
    wanted = [DOCUMENTS[d] if isinstance(d, str) else d for d in documents]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        for document in wanted:
            Consent.objects.get_or_create(
                user=user,
                document=document.name,
                version=document.current,
                withdrawn_at=None,
            )
        _mark(user)


def withdraw(user: User, document: str) -> None:
    """Take consent to a document back, all versions of it; nothing is left to take back twice.

    Without the terms or the policy an account rests: its tokens end, and its pages ask again.
    """
    with transaction.atomic():
        rows = Consent.objects.filter(user=user, document=document, withdrawn_at=None)
        if rows.update(withdrawn_at=timezone.now()) and DOCUMENTS[document] in NEEDED:
            _mark(user)
            revoke_tokens(user)


def agrees(user: User, document: Document) -> bool:
    """Return whether the person agrees to the present version of a document."""
    return Consent.objects.filter(
        user=user, document=document.name, version=document.current, withdrawn_at=None
    ).exists()


def must_be_asked(user: User) -> bool:
    """Return whether the person agreed once, and does not to what counts now. No query.

    Whoever never was asked did not sign up: colleagues, whose accounts were made for them and
    whose data is kept for their duties (个人信息保护法 13(3)).
    """
    return bool(user.agreed) and user.agreed != needed()


def _mark(user: User) -> None:
    """Keep User.agreed in step: it lets every page know without a query."""
    rows = Consent.objects.filter(user=user, document__in=[d.name for d in NEEDED])
    held = rows.filter(withdrawn_at=None).values_list("document", "version")
    complete = set(needed().split()) <= {"=".join(pair) for pair in held}
    user.agreed = needed() if complete else WITHDRAWN if rows.exists() else ""
    User.objects.filter(pk=user.pk).update(agreed=user.agreed)
