"""Canonical JSON: one byte string for one value, the same as everybody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rfc8785

from log.canonical import canonical
from tests.vectors import vectors


def test_names_stand_in_the_order_of_their_utf_16_units_and_nothing_is_escaped_in_vain() -> None:
    value = {"\ufb33": 1, "\U0001f600": [True, None], "回音": "€/\u0007", "b": {"ö": 2, "a": '"'}}
    text = '{"b":{"a":"\\"","ö":2},"回音":"€/\\u0007","\U0001f600":[true,null],"\ufb33":1}'
    assert canonical(value).decode() == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, {1: "a number as a name"}])
def test_what_others_could_read_as_something_else_is_refused(value: object) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(value)


@pytest.mark.parametrize("path", vectors("jcs", "input"))
def test_a_published_value_has_its_published_form(path: Path) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    assert canonical(value) == (path.parents[1] / "output" / path.name).read_bytes()
