"""The archive's pages read well by ear: headings in order, anchors that lead somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from dialogue.services import speaking
from tests import cast
from tests.transcripts import (
    HOST,
    address,
    over,
)

pytestmark = pytest.mark.django_db


class Outline(HTMLParser):
    """Collects the headings, and every id with how often it occurs."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "aria-labelledby" and value:
                self.named += value.split()
            if name == "href" and value and value.startswith("#"):
                self.named.append(value[1:])


@pytest.mark.parametrize("name", ["", "verify/"])
def test_headings_and_anchors_are_in_order(client: Client, name: str) -> None:
    session = cast.make_session()
    speaking.say(session, text="欢迎。", speaker=HOST, by=cast.host())
    cast.answered(session)
    cast.published(session, "没有轮到的问题怎么样？")
    over(session)
    outline = Outline()
    outline.feed(client.get(address(session, name)).content.decode())
    assert outline.levels.count(1) == 1
    assert set(outline.levels) == {1, 2}
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.named) <= set(outline.ids)
