"""Showing people their own number without showing it to whoever looks over their shoulder."""

from __future__ import annotations

from django import template

from accounts import phones
from accounts.masking import masked_phone

register = template.Library()


@register.filter
def masked(phone: str) -> str:
    """Return 138****8000."""
    return masked_phone(phone)


@register.filter
def masked_contact(contact: str) -> str:
    """Return a number masked, an address as it is."""
    return contact if "@" in contact else masked_phone(contact)


@register.filter
def spaced(contact: str) -> str:
    """Return a number as its owner writes it, an address as it is."""
    return phones.spaced(contact)
