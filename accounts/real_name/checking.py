"""Having one's real name checked: form first, then the verifier, then it is kept."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from accounts.real_name import numbers, verifier
from accounts.services import identity
from log.codes import Refused

# A number that was never right in a day is not a slip of the finger.
TRIES_A_DAY = 5
DAY = 86_400


def check(user: User, *, name: str, id_number: str) -> None:
    """Have name and number confirmed, and keep them sealed; the level becomes "real".

    What is no number is refused before anything leaves this server. Nothing is kept of a
    check that failed. Raises Refused: id_number_bad, too_young, real_name_tries,
    real_name_differs, real_name_away.
    """
    number = numbers.tidy(id_number)
    numbers.demand_plausible(number, timezone.localdate())
    _count(user)
    asked = verifier()
    answer = asked.verify(name=name, id_number=number) if asked else None
    if asked is None or answer is None or answer.verdict == "unavailable":
        raise Refused("real_name_away")
    if answer.verdict == "refused":
        raise Refused("real_name_differs")
    reference = answer.reference
    identity.keep(user, name=name, id_number=number, verifier=asked.name, reference=reference)


def _count(user: User) -> None:
    """Count a try. Raises Refused("real_name_tries") when there were too many today."""
    key = f"real-name.{user.pk}"
    cache.add(key, 0, DAY)
    if cache.incr(key) > TRIES_A_DAY:
        raise Refused("real_name_tries", limit=TRIES_A_DAY)
