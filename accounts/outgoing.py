"""Sending without making a page wait.

A provider's half second would be seen by whoever measures, and a provider that hangs would hold
up every page. So what waits for others is done by a few threads beside the requests; it is a
code that somebody can ask for again, so nothing is lost when the process ends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

logger = logging.getLogger(__name__)
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="outgoing")


def soon(send: Callable[[], object], *, waits: bool) -> None:
    """Call `send` now, or beside this request when it waits for another computer."""
    if waits:
        _threads.submit(_safely, send)
    else:
        _safely(send)


def _safely(send: Callable[[], object]) -> None:
    try:
        send()
    except Exception as error:  # noqa: BLE001 - whatever it is, the page has been answered
        # Without its text, which may hold an address.
        logger.warning("A message to a person was not sent: %s", type(error).__name__)
