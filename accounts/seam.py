"""The seam to Django's and allauth's sign-in: what they tell, written into the security log.

Signals are no way to control a flow here; this is the one place that listens to some, because
they are how these libraries say what they did. A receiver that raises stops the sign-in.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from accounts import standing
from accounts.models import User
from accounts.queries import person_called
from accounts.security import Happening
from accounts.services import revoke_tokens, signins
from accounts.services.security import fingerprint, record
from accounts.services.telling import Notice, tell

_IDENTIFIERS = ("username", "email", "phone")


def signed_in(request: HttpRequest, user: User, **_about: Any) -> None:
    """Write that somebody signed in, and how; keep a line about the session it began."""
    standing.begin(request, user)
    steps = get_authentication_records(request, user)
    by = "+".join(str(step.get("type") or step.get("method")) for step in steps)
    record(Happening.SIGN_IN, user=user, detail={"by": by} if by else None)


def sign_in_failed(credentials: dict[str, Any], **_about: Any) -> None:
    """Write that somebody failed to; whom they meant, if there is such an account."""
    said = next((str(credentials[name]) for name in _IDENTIFIERS if credentials.get(name)), "")
    record(
        Happening.SIGN_IN,
        user=person_called(said),
        succeeded=False,
        detail={"as": fingerprint(said)},
    )


def signed_out(request: HttpRequest, user: User | None, **_about: Any) -> None:
    """Write that somebody signed out."""
    signins.forget(request)
    if user is not None:
        record(Happening.SIGN_OUT, user=user)


def password_changed(request: HttpRequest, user: User, **_about: Any) -> None:
    """End the other sign-ins of who set or changed the password: adapters.door wrote it down."""
    # The session has a new key by now.
    signins.remember(request, user)
    signins.end_others(user, but=request.session.session_key or "")


def password_reset(user: User, **_about: Any) -> None:
    """End every sign-in that the forgotten password opened: adapters.door wrote it down."""
    signins.end_all(user)


def code_rejected(user: User | None, **_about: Any) -> None:
    """Write that a code that was sent did not match."""
    record(Happening.SIGN_IN, user=user, succeeded=False, detail={"by": "code"})


def contact_changed(user: User | None = None, **about: Any) -> None:
    """Write that an e-mail address came, went, changed or was confirmed."""
    address = about.get("email_address")
    record(Happening.CONTACT_CHANGED, user=user or (address.user if address else None))


def step_taken(user: User, method: str, **about: Any) -> None:
    """Write that somebody who is signed in proved again who they are."""
    if about.get("reauthenticated"):
        record(Happening.REAUTHENTICATED, user=user, detail={"by": str(method)})


def factor_used(user: User, authenticator: Authenticator, **_about: Any) -> None:
    """Write that a second factor was used."""
    record(Happening.FACTOR_USED, user=user, detail={"type": str(authenticator.type)})


def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Let a factor count as used where it was set up: that has just shown who holds it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and request.user == user:
        about = {"id": authenticator.pk, "type": authenticator.type}
        record_authentication(request, user, "mfa", **about)


def factor_taken(user: User, authenticator: Authenticator, **_about: Any) -> None:
    """Tell the owner that a factor was removed in their name. An administrator's act tells more."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(user, Notice.FACTOR_REMOVED)


def factor_refused(user: User, authenticator: Authenticator, **_about: Any) -> None:
    """Write that a second factor did not match."""
    detail = {"type": str(authenticator.type)}
    record(Happening.FACTOR_USED, user=user, succeeded=False, detail=detail)


def factor_saved(instance: Authenticator, created: bool, **_about: Any) -> None:
    """Write that a factor was added: in its own transaction, which allauth's signal is not.

    Its owner is told, unless these are codes, which come with a factor.
    """
    if not created:
        return
    codes = instance.type == Authenticator.Type.RECOVERY_CODES
    kind = Happening.CODES_RENEWED if codes else Happening.FACTOR_ADDED
    record(kind, user=instance.user_id, detail={"type": str(instance.type)})
    if not codes:
        tell(instance.user, Notice.FACTOR_ADDED)


def factor_deleted(instance: Authenticator, origin: Any = None, **_about: Any) -> None:
    """Write that a factor was removed, by whomever; sign-ins that rest on it are looked at anew."""
    goes_with_its_person = getattr(origin, "model", type(origin)) is not Authenticator
    if goes_with_its_person:
        return
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        revoke_tokens(instance.user)
        record(Happening.FACTOR_REMOVED, user=instance.user_id, detail={"type": str(instance.type)})


def listen() -> None:
    """Connect the receivers, once, at start-up."""
    auth.user_logged_in.connect(signed_in)
    auth.user_login_failed.connect(sign_in_failed)
    auth.user_logged_out.connect(signed_out)
    account.authentication_step_completed.connect(step_taken)
    for signal in (account.password_set, account.password_changed):
        signal.connect(password_changed)
    account.password_reset.connect(password_reset)
    for signal in (
        account.login_code_rejected,
        account.password_reset_code_rejected,
        account.email_verification_code_rejected,
    ):
        signal.connect(code_rejected)
    for signal in (
        account.email_added,
        account.email_removed,
        account.email_changed,
        account.email_confirmed,
    ):
        signal.connect(contact_changed)
    mfa.authenticator_added.connect(factor_added)
    mfa.authenticator_removed.connect(factor_taken)
    mfa.authenticator_used.connect(factor_used)
    mfa.authentication_failed.connect(factor_refused)
    post_save.connect(factor_saved, sender=Authenticator)
    post_delete.connect(factor_deleted, sender=Authenticator)
