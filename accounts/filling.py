"""Filling in what a provider's request is made of, as the operator wrote it in the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACE = re.compile(r"\{(\w+)\}")


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """Return the template with every {name} of `values` filled in, inside lists and objects too.

    In one go: a value that itself holds braces is sent as it is.
    """
    if isinstance(template, dict):
        return {key: filled(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [filled(value, values) for value in template]
    if not isinstance(template, str):
        return template
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
