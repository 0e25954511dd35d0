"""What a session holds, sealed: the table tells nobody who is signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.serializers import JSONSerializer

from accounts import sealing


class Sealed:
    """JSON, encrypted. What no key opens is an empty session: its owner signs in again."""

    def dumps(self, obj: Any) -> bytes:
        """Return the session's content encrypted."""
        return sealing.seal(JSONSerializer().dumps(obj).decode("latin-1")).encode()

    def loads(self, data: bytes) -> Any:
        """Return the session's content; nothing when it was sealed with a key that is gone."""
        try:
            return JSONSerializer().loads(sealing.open_(data.decode()).encode("latin-1"))
        except (sealing.CannotOpen, UnicodeDecodeError):
            return {}
