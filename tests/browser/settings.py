"""The settings of the tests' site: those of every other, but that news is looked for more often.

Whoever sets the scene is a process of its own. Without Redis its doorbell is heard by nobody, and
every test would wait for the room's next look at the log; with Redis that wait would be a fault.
"""

from __future__ import annotations

from config.settings import *  # noqa: F403
from config.settings import HEAL_SECONDS as HEAL_IN_LIFE
from config.settings import REDIS_URL as REDIS

# Among them some at which things go wrong, for the pages that say so.
ROOT_URLCONF = "tests.browser.urls"
HEAL_SECONDS = HEAL_IN_LIFE if REDIS else HEAL_IN_LIFE / 8
