"""Administrative codes (GB/T 2260 and what builds on it): their shape, and what they say.

Six digits, two each for province, city and county; nine or twelve for what stands below. A
unit's code begins with the digits of the one above it; where it does not, that is a warning
and no error: districts are re-drawn, and some departments are numbered apart.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from accounts.models import Level, Organisation

SHAPE = re.compile(r"^\d{6}(\d{3}|\d{6})?$")


def is_code(text: str) -> bool:
    """Return whether `text` has the shape of an administrative code."""
    return bool(SHAPE.match(text))


def telling(code: str) -> str:
    """Return the digits that say something: 330100 (a city) is 3301."""
    county = code[:6]
    if len(code) > len(county):
        return code.rstrip("0").ljust(6, "0") if set(code[6:]) != {"0"} else telling(county)
    while len(county) > 2 and county.endswith("00"):
        county = county[:-2]
    return county


def level_of(code: str) -> str:
    """Return the level that a code of six digits or more names."""
    if len(code) > 6 and set(code[6:]) != {"0"}:
        return Level.TOWNSHIP
    return {2: Level.PROVINCE, 4: Level.CITY}.get(len(telling(code)), Level.COUNTY)


def doubts(unit: Organisation, parent: Organisation | None) -> list[str]:
    """Return in words what about a unit's code does not fit its level or the unit above."""
    if not unit.code or unit.level == Level.DEPARTMENT:
        return []
    found = []
    if unit.level and level_of(unit.code) != unit.level:
        said = Level(level_of(unit.code)).label
        words = _("The code {code} is that of a {level}. Please check the code or the level.")
        found.append(words.format(code=unit.code, level=said))
    if parent is not None and parent.code and not unit.code.startswith(telling(parent.code)):
        words = _("The code {code} does not begin like that of {name} ({above}). Please check it.")
        found.append(words.format(code=unit.code, name=parent.name, above=parent.code))
    return found
