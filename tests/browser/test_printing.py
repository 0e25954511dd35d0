"""On paper stands what can be read: no buttons, nothing that floats, black on white."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import beyond_axe, pages
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew

INK = "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor"


def test_transcript_case_and_session_print_what_can_be_read(
    furnished: dict[str, str], someone: SomeoneNew
) -> None:
    person = someone(color_scheme="dark", locale="zh-CN", viewport={"width": 720, "height": 1000})
    wrong = {}
    for name in ("transcript", "case", "live"):
        page = pages.opened(person, BY_NAME[name], furnished)
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate(INK) == "rgb(0, 0, 0)rgb(255, 255, 255)"
        wrong[name] = [*beyond_axe.ask(page, "printed"), *beyond_axe.ask(page, "wide")]
        page.emulate_media(media="screen")
    assert wrong == {name: [] for name in wrong}
