"""Encryption at rest of what is private: contact data, real names, second factors.

Two ways. `seal` never gives the same bytes twice (Fernet: AES-128-CBC with HMAC, a random
IV). `seal_alike` gives the same bytes for the same words (AES-SIV, RFC 5297), so that a
unique index and a search for the exact value work without storing a second, weaker hash;
it is for values that are looked up, telephone numbers and e-mail addresses.

Keys come from settings.SEALING_KEYS, newest first; every one of them can open.
"""

from __future__ import annotations

from base64 import b64decode, b64encode, urlsafe_b64encode
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(ValueError):
    """None of the keys opens this: a key is missing from HUIYIN_SEALING_KEYS."""


@cache
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, b"seal", 32))) for key in keys])


@cache
def _sivs(keys: tuple[str, ...]) -> tuple[AESSIV, ...]:
    return tuple(AESSIV(_derived(key, b"seal alike", 64)) for key in keys)


def _derived(key: str, purpose: bytes, length: int) -> bytes:
    """Return key material for one purpose (HKDF, RFC 5869): no key serves two."""
    return HKDF(SHA256(), length, salt=b"huiyin.sealing", info=purpose).derive(key.encode())


def _keys() -> tuple[str, ...]:
    return tuple(settings.SEALING_KEYS)


def seal(words: str) -> str:
    """Return the words encrypted; each time differently."""
    return _fernet(_keys()).encrypt(words.encode()).decode()


def open_(sealed: str) -> str:
    """Return what `seal` was given. Raises CannotOpen."""
    try:
        return _fernet(_keys()).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen("no key opens this value") from error


def is_newest(sealed: str) -> bool:
    """Return whether the newest key opens what `seal` gave."""
    try:
        _fernet(_keys()[:1]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def seal_alike(words: str) -> str:
    """Return the words encrypted with the newest key; the same words give the same bytes."""
    return all_alike(words)[0]


def all_alike(words: str) -> list[str]:
    """Return what the words look like under every key, newest first: for a search."""
    return [b64encode(siv.encrypt(words.encode(), None)).decode() for siv in _sivs(_keys())]


def open_alike(sealed: str) -> str:
    """Return what `seal_alike` was given. Raises CannotOpen."""
    for siv in _sivs(_keys()):
        try:
            return siv.decrypt(b64decode(sealed), None).decode()
        except (InvalidTag, ValueError):
            continue
    raise CannotOpen("no key opens this value")
