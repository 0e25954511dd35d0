"""Vectors that others published: one test each, or one that is skipped and says where they go."""

from __future__ import annotations

from typing import Any

import pytest

from tools.shared import shared


def vectors(*kind: str) -> list[Any]:
    """Return the files of published vectors of a kind, as parameters of a test."""
    folder = shared("vectors", *kind)
    files = sorted(folder.rglob("*.json"))
    if files:
        return [pytest.param(path, id=path.relative_to(folder).as_posix()) for path in files]
    reason = f"no published vectors in {'/'.join(('shared', 'vectors', *kind))} (HUIYIN_SHARED)"
    return [pytest.param(None, id="none", marks=pytest.mark.skip(reason=reason))]
