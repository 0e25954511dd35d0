"""From which address a request comes: one answer for limits, for the audit and for the logs."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client(request: HttpRequest) -> str:
    """Return the client's IP address, "" when there is none (a socket of the file system).

    As many entries of X-Forwarded-For are believed, from the right, as proxies of ours stand
    before us; what a client itself writes there is further to the left.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    through = request.headers.get("X-Forwarded-For", "").split(",") if proxies else []
    found = through[-proxies] if 0 < proxies <= len(through) else ""
    return _clean(found) or _clean(request.META.get("REMOTE_ADDR") or "")


def _clean(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
