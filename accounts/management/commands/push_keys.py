"""A pair of keys for notifications on devices (VAPID, RFC 8292)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes a key that signs notifications to browsers, to be put into the environment."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the setting. The public half follows from it and needs no setting."""
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        key = urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
        self.stdout.write(f"HUIYIN_PUSH_PRIVATE_KEY={key}")
