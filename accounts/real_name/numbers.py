"""Identity numbers of the mainland: their form, their check digit, the birth date in them.

GB 11643-1999: six digits of place, eight of birth date, three of order, one check digit by
ISO 7064 MOD 11-2. Looked at here before anything is sent anywhere.
"""

from __future__ import annotations

import re
from datetime import date

from log.codes import Refused

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CHECK = "10X98765432"
# Data of children under this age needs a guardian's consent (个人信息保护法 31).
LEAST_AGE = 14
MOST_AGE = 130


def tidy(number: str) -> str:
    """Return the number as it is written officially: no spaces, a capital X."""
    return re.sub(r"[\s-]", "", number).translate(_WIDE).upper()


def demand_plausible(number: str, today: date) -> None:
    """Raise Refused("id_number_bad") for what is no number, "too_young" for a child's."""
    born = _birth(number)
    if born is None or not _checks(number) or not 0 <= _age(born, today) <= MOST_AGE:
        raise Refused("id_number_bad")
    if _age(born, today) < LEAST_AGE:
        raise Refused("too_young", age=LEAST_AGE)


def _birth(number: str) -> date | None:
    if not _FORM.fullmatch(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _checks(number: str) -> bool:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return _CHECK[total % 11] == number[17]


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


# Full-width digits and letters, as Chinese input methods type them.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
