"""Too many wrong attempts: whether somebody's account waits for that, and letting it go.

allauth counts in the cache, by what was typed. Its reckoning is asked for here, never repeated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.core.cache import cache

from accounts.models import User

_WHERE = {"app": "allauth.account", "action": "login_failed"}


def is_limited(user: User) -> bool:
    """Return whether nobody can sign in as this person at the moment, for too many attempts."""
    now = time.time()
    return any(
        not ratelimit.apply_rate(list(cache.get(key) or []), now, rate, dry_run=True)[0]
        for rate, key in _counters(user)
    )


def lifting(user: User) -> Callable[[], None]:
    """Return what forgets the wrong attempts to sign in as this person, by whichever name."""
    return partial(cache.delete_many, [key for _rate, key in _counters(user)])


def _counters(user: User) -> Iterator[tuple[ratelimit.Rate, str]]:
    """Yield the rates that count by account, and where each count is kept."""
    request = context.request
    rates = [rate for rate in ratelimit.get_rates(**_WHERE) if rate.per == "key"]
    for counted in _counted_as(user):
        for rate in rates:
            yield rate, ratelimit.get_cache_key(request, **_WHERE, rate=rate, key=counted)


def _counted_as(user: User) -> Iterator[str]:
    """Yield what attempts are counted by: each name that opens the account, and the factor."""
    adapter = get_adapter()
    for login in (user.username, user.email, user.phone):
        if login:
            yield adapter._get_login_attempts_cache_key(context.request, username=login)
    yield f"mfa-auth-user-{user.pk}"
