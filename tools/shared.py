"""Large or foreign data that is not kept in this repository: published vectors, real messages.

It is looked for where HUIYIN_SHARED says, else in a folder `shared` beside the checkout. Whoever
reads it does without where it is absent, and says so.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]


def shared(*parts: str) -> Path:
    """Return where this file or folder of the shared data would be; it need not exist."""
    return Path(os.environ.get("HUIYIN_SHARED") or ROOT.parent / "shared", *parts)
