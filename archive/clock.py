"""What the clock does in the archive: seal what has ended, and each night what was added."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from archive import queries, services
from archive.models import Checkpoint
from archive.tree import HoleError
from log.codes import Refused
from sessions_app.models import Session

# Late answers, corrections and decisions wait at most this long for their checkpoint.
NIGHTLY = timedelta(hours=24)
logger = logging.getLogger(__name__)


def tick(now: datetime) -> None:
    """Seal what has ended; extend what grew and was last sealed a day ago.

    Two clocks at once do no harm: the second finds the step taken and nothing grown.
    """
    for session in queries.unsealed():
        _take(services.seal, session)
    for session in queries.grown(now - NIGHTLY):
        _take(services.extend, session)


def _take(step: Callable[[Session], Checkpoint | None], session: Session) -> None:
    try:
        step(session)
    except Refused:
        return  # another clock was faster
    except HoleError:
        # One damaged record must not keep the others from being sealed.
        logger.exception("session %s cannot be sealed", session.number)
