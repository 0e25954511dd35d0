"""A JSON object whose long beginning many answers share: encoded, hashed, compressed once.

Each answer adds its own few fields. The whole is exactly what encoding it in one go gives;
so is its hash, and its gzip form unpacks to it (a flushed deflate stream may go on with
blocks that were made elsewhere: RFC 1951, 3.2.4 and RFC 1952).
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any

import orjson

_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LEVEL = 6


def _deflater() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


def encode(fields: dict[str, Any]) -> bytes:
    """Return the fields as a JSON object."""
    return orjson.dumps(fields, option=orjson.OPT_NON_STR_KEYS)


@dataclass(frozen=True)
class Body:
    """One answer: the shared beginning and its own rest."""

    head: Pressed
    rest: bytes

    def plain(self) -> bytes:
        """Return the JSON."""
        return self.head.plain + self.rest

    def digest(self) -> str:
        """Return the SHA-256 of the JSON, in hexadecimal."""
        whole = self.head.hashed.copy()
        whole.update(self.rest)
        return whole.hexdigest()

    def gzipped(self) -> bytes:
        """Return the JSON as gzip."""
        deflate = _deflater()
        size = len(self.head.plain) + len(self.rest)
        return b"".join(
            (
                _GZIP_HEADER,
                self.head.deflated,
                deflate.compress(self.rest) + deflate.flush(),
                zlib.crc32(self.rest, self.head.crc).to_bytes(4, "little"),
                (size & 0xFFFFFFFF).to_bytes(4, "little"),
            )
        )


@dataclass(frozen=True)
class Pressed:
    """The beginning of a JSON object: all of it but what comes after."""

    plain: bytes
    deflated: bytes
    hashed: hashlib._Hash
    crc: int

    def with_rest(self, fields: dict[str, Any]) -> Body:
        """Return the object completed by `fields`, which may not be empty."""
        return Body(self, b"," + encode(fields)[1:])


def press(fields: dict[str, Any]) -> Pressed:
    """Return an object's first fields, which may not be empty, ready to be gone on with."""
    plain = encode(fields)[:-1]
    deflate = _deflater()
    deflated = deflate.compress(plain) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return Pressed(plain, deflated, hashlib.sha256(plain), zlib.crc32(plain))
