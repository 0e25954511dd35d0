"""By web push (RFC 8030, 8291, 8292): encrypted for one browser, signed with our key."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

import httpx
import orjson
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone
from py_vapid import Vapid02
from pywebpush import WebPusher

from accounts.delivery import endpoints
from accounts.delivery.outcomes import Errand, Never, NotNow
from accounts.models import Message, PushSubscription, User

SECONDS = httpx.Timeout(10, connect=5)
# A push service keeps a message for a device that is off: a day, or until it is of no use.
LONGEST_LIFE = 86_400
# Services take 4096 bytes encrypted.
MOST_BYTES = 3000
GONE, REFUSED = {404, 410}, {400, 401, 403, 413}
# Ids of subscriptions that their service knows no more; deleted after the batch.
_gone: SimpleQueue[int] = SimpleQueue()


def available() -> bool:
    """Return whether this platform has a key to sign notifications with."""
    return bool(settings.PUSH_PRIVATE_KEY)


def public_key() -> str:
    """Return what a browser has to know to subscribe: our public key, base64url."""
    key = _vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(key).rstrip(b"=").decode()


def _vapid() -> Vapid02:
    return Vapid02.from_string(settings.PUSH_PRIVATE_KEY)


def prepare(messages: Sequence[Message]) -> Mapping[int, Errand]:
    """Look up the devices of open accounts that still want notifications."""
    people = User.objects.filter(
        pk__in={message.user_id for message in messages},
        is_active=True,
        closed_at=None,
        tell_by_push=True,
    )
    devices: dict[int, list[PushSubscription]] = defaultdict(list)
    for device in PushSubscription.objects.filter(user__in=people):
        devices[device.user_id].append(device)
    return {m.pk: partial(_send, m, devices[m.user_id]) for m in messages}


def _send(message: Message, devices: Sequence[PushSubscription]) -> None:
    """Post to every device; done as soon as one took it: the others share the same news."""
    troubles: list[Never | NotNow] = []
    for device in devices:
        try:
            post(device, payload(message), _headers(message))
        except (Never, NotNow) as trouble:
            troubles.append(trouble)
    if not devices:
        raise Never("no_address")
    if len(troubles) == len(devices):
        raise next((each for each in troubles if isinstance(each, NotNow)), troubles[0])


def payload(message: Message) -> bytes:
    """Return what the service worker shows; a long body is cut."""
    body = message.body
    while True:
        words = {
            "title": message.title,
            "body": body,
            "path": message.path,
            "tag": message.key,
        }
        told = orjson.dumps(words)
        if len(told) <= MOST_BYTES or not body:
            return told
        body = body[: len(body) * 3 // 4]


def _headers(message: Message) -> dict[str, str]:
    left = LONGEST_LIFE
    if message.until:
        left = int((message.until - timezone.now()).total_seconds())
    topic = hashlib.sha256(f"{message.user_id} {message.key}".encode()).digest()[:24]
    return {
        "TTL": str(max(0, min(left, LONGEST_LIFE))),
        "Urgency": "normal",
        # Of two with the same topic that wait at the service, the later one stays.
        "Topic": urlsafe_b64encode(topic).decode(),
    }


def post(device: PushSubscription, told: bytes, headers: Mapping[str, str]) -> None:
    """Encrypt and post to one device. Raises Never or NotNow; a gone device is forgotten."""
    if not endpoints.is_known(device.endpoint):
        _gone.put(device.pk)
        raise Never("unknown_service")
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    body = WebPusher({"endpoint": device.endpoint, "keys": keys}).encode(told)["body"]
    signed = {"Content-Encoding": "aes128gcm", **headers, **_signature(device.endpoint)}
    try:
        # Never along a redirect: that address was not looked at.
        answer = httpx.post(
            device.endpoint, content=body, headers=signed, timeout=SECONDS, follow_redirects=False
        )
    except httpx.HTTPError as error:
        raise NotNow(f"service_{type(error).__name__}") from None
    _judge(device, answer)


def _signature(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    claims = {
        "sub": settings.PUSH_CONTACT,
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + 12 * 3600,
    }
    return {"Authorization": _vapid().sign(claims)["Authorization"]}


def _judge(device: PushSubscription, answer: httpx.Response) -> None:
    if answer.is_success:
        return
    if answer.status_code in GONE:
        _gone.put(device.pk)
        raise Never("gone")
    if answer.status_code in REFUSED:
        raise Never(f"refused_{answer.status_code}")
    after = answer.headers.get("Retry-After", "")
    wait = timedelta(seconds=int(after)) if after.isdecimal() and len(after) < 6 else None
    raise NotNow(f"service_{answer.status_code}", wait)


def forget_gone() -> None:
    """Delete the subscriptions that turned out to be gone."""
    gone = []
    try:
        while True:
            gone.append(_gone.get_nowait())
    except Empty:
        PushSubscription.objects.filter(pk__in=gone).delete()
