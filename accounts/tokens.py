"""Short-lived signed tokens: a crowd joins without a query.

The token travels in `Sec-WebSocket-Protocol` and in `Authorization`, never in a URL and
never in cached HTML. Its characters are those HTTP allows in a token, hence the dot.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.core import signing

from accounts.principals import Principal, is_key
from log.codes import Refused

_SIGNER = signing.TimestampSigner(salt="huiyin.token", sep=".")


def mint(principal: Principal) -> str:
    """Return a token for `principal`, good for settings.TOKEN_SECONDS."""
    body = f"{principal.key}|{principal.version}|{principal.name}"
    return _SIGNER.sign(urlsafe_b64encode(body.encode()).decode().rstrip("="))


def seconds_left(token: str) -> float:
    """Return how long a token that `read` has taken is still good."""
    signed_at = signing.b62_decode(token.rsplit(_SIGNER.sep, 2)[1])
    return float(settings.TOKEN_SECONDS) - (time.time() - signed_at)


def read(token: str) -> Principal:
    """Return whose token this is. Raises Refused("token_expired") for any that is not good."""
    try:
        body = _SIGNER.unsign(token, max_age=settings.TOKEN_SECONDS)
        raw = urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    except (signing.BadSignature, ValueError) as error:
        raise Refused("token_expired") from error
    key, version, name = raw.split("|", 2)
    if not is_key(key):
        raise Refused("token_expired")
    return Principal(key=key, name=name, version=int(version))
