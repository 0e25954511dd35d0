"""Pages read themselves aloud: sentence by sentence, each in the language it is written in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import pages, steps
from tests.browser.pages import BY_NAME
from tests.browser.people import SomeoneNew

# A voice that says nothing and writes down what it would say; the test ends each sentence.
VOICE = """
  window.said = [];
  const voice = { speak(words) { said.push([words.lang, words.text.trim()]); this.now = words; }, cancel() { this.now = null; } };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
"""
SAID, SPOKEN = "() => window.said.length > 0", "window.said.splice(0)"
NEXT = "speechSynthesis.now?.onend()"
MARKED = "[...(CSS.highlights.get('aloud') ?? [])].map(String).join('').trim()"


def spoken(page: Page) -> list[list[str]]:
    """Return what has been said since this was asked last, once there is something."""
    steps.until(page, SAID)
    said: list[list[str]] = page.evaluate(SPOKEN)
    return said


def press(page: Page, name: str) -> None:
    group = page.get_by_role("group", name="Read aloud").locator("visible=true").first
    group.get_by_role("button", name=name).click()


def test_a_page_is_read_aloud_held_and_stopped(
    furnished: dict[str, str], someone: SomeoneNew
) -> None:
    person = someone(locale="en-GB")
    person.page.add_init_script(VOICE)
    page = pages.opened(person, BY_NAME["transcript"], furnished)
    press(page, "Read aloud")
    assert spoken(page) == [["zh-CN", "让出行更顺畅"]]
    page.evaluate(NEXT)
    assert spoken(page) == [["zh-CN", pages.QUESTIONS[0]]]
    assert page.evaluate(MARKED) == pages.QUESTIONS[0]
    press(page, "Pause")
    expect(page.get_by_role("button", name="Go on reading")).to_be_focused()
    page.keyboard.press("Enter")
    assert spoken(page) == [["zh-CN", pages.QUESTIONS[0]]]
    press(page, "Stop reading")
    expect(page.get_by_role("button", name="Read aloud")).to_be_focused()
    assert page.evaluate(MARKED) == ""
    for name, first in (("case", pages.QUESTIONS[2]), ("live", pages.QUESTIONS[1])):
        page.goto(BY_NAME[name].path.format(**furnished))
        press(page, "Read aloud")
        assert "".join(words for _lang, words in spoken(page)) == first[: first.find("?") + 1]
        press(page, "Stop reading")


def test_where_nothing_can_speak_nothing_offers_to(
    furnished: dict[str, str], someone: SomeoneNew
) -> None:
    person = someone()
    person.page.add_init_script(
        "delete window.speechSynthesis; delete Window.prototype.speechSynthesis"
    )
    page = pages.opened(person, BY_NAME["case"], furnished)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("'speechSynthesis' in window") is False
    expect(page.get_by_role("group", name="Read aloud")).to_have_count(0)
