"""Private words made unreadable, but for what is needed to recognise them."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """Return 李** for a name of three characters; the length is told, the given name is not."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def masked_number(number: str) -> str:
    """Return an identity number with place and end only: 110105********002X."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else "*" * 10


def masked_phone(phone: str) -> str:
    """Return a telephone number without its middle: 138****8000; nothing of a short one."""
    bare = phone.removeprefix("+86")
    return f"{bare[:-8]}****{bare[-4:]}" if len(bare) >= 11 else "*" * len(bare)


def masked_email(email: str) -> str:
    """Return an address with one letter of whose it is: l***@example.org."""
    name, _at, host = email.rpartition("@")
    return f"{name[:1]}***@{host}" if name else ""
