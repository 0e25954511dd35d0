"""People who follow, how they can be reached, and what reached them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from accounts.models import Message, PushSubscription, User
from accounts.services import preferences
from sessions_app import fanout
from sessions_app.models import Session
from sessions_app.services import planning
from tests import cast

PUSH_SERVICE = "https://updates.push.services.mozilla.com"
PRIVATE = ec.generate_private_key(ec.SECP256R1())
SECRET = b"0123456789abcdef"


def text64(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def reader(username: str, *, email: bool = True, **fields: Any) -> User:
    """Somebody who reads English and has a verified address."""
    person = cast.person(username)
    User.objects.filter(pk=person.pk).update(**{"language": "en", **fields})
    person.refresh_from_db()
    if email:
        EmailAddress.objects.get_or_create(
            user=person, email=f"{username}@example.org", verified=True, primary=True
        )
    return person


def with_phone(person: User) -> User:
    person.phone, person.phone_verified, person.tell_by_sms = f"+8613800{person.pk:06d}", True, True
    person.save(update_fields=["phone", "phone_verified", "tell_by_sms"])
    return person


def with_device(person: User, endpoint: str = f"{PUSH_SERVICE}/wpush/v2/one") -> PushSubscription:
    """A browser of this person, whose private key the tests know."""
    public = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    preferences.add_device(
        person, endpoint=endpoint, p256dh=text64(public), auth=text64(SECRET), agent="Firefox"
    )
    return PushSubscription.objects.filter(user=person).order_by("-pk")[0]


def coming(state: str = "announced", **fields: Any) -> Session:
    """A session in three days."""
    begins = timezone.now() + timedelta(days=3)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    return cast.make_session(state, **{**times, **fields})


def move(session: Session, **by: float) -> None:
    step = timedelta(**by)
    planning.postpone(session, starts_at=session.starts_at + step, ends_at=session.ends_at + step)


def tell_all() -> None:
    """Let the worker's clock go round once."""
    fanout.tick(timezone.now())


def told(person: User) -> list[tuple[str, str]]:
    """What was written to somebody: (channel, what), in order."""
    rows = Message.objects.filter(user=person).order_by("pk").values_list("channel", "key")
    return [(channel, key.split(".")[2]) for channel, key in rows]
