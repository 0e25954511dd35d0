"""What people do on the pages, said once for all tests; each step waits until it has worked."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

# What the button is called, by how many support the question.
SUPPORT = re.compile(r"^\d[\d,]* (person supports|people support) it")


def question(page: Page, text: str) -> Locator:
    """Return a public question's place in the list beside the transcript."""
    return page.locator("[data-questions] > li").filter(has_text=text)


def own(page: Page, text: str) -> Locator:
    """Return the place of one's own question under "Mine"."""
    return page.locator("[data-mine] > li").filter(has_text=text)


def toast(page: Page, text: str) -> Locator:
    """Return the short message at the foot of the page that says `text`."""
    return page.locator(".toast").filter(has_text=text)


def follow(page: Page) -> None:
    """Wait until a page of a session is followed over a socket: before that an act goes by POST,
    and the browser complains of a refusal.

    `Person.goes_to` does that; it is needed where a page is come to in another way.
    """
    expect(page.locator("main[data-line=live]")).to_be_attached()


# `wait_for_function` takes the promise of an async function for a yes, and a string that it has to
# look at twice is refused by the pages' own policy. This waits for what is promised.
UNTIL = """async (arg) => {
  const holds = %s;
  const last = performance.now() + 20000;
  while (!(await holds(arg))) {
    if (performance.now() > last) throw new Error("waited in vain for " + holds);
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""


def until(page: Page, holds: str, arg: object = None) -> None:
    """Wait, 20 s at most, until a function of the page (it may be async) says yes to `arg`."""
    page.evaluate(UNTIL % holds, arg)


def write(page: Page, text: str) -> None:
    """Write a question without sending it."""
    expect(page.locator("main[data-view]")).to_be_attached()
    page.get_by_role("textbox", name="Your question").fill(text)


def send(page: Page) -> None:
    """Send the question that is written."""
    page.get_by_role("button", name="Send the question").click()


def ask(page: Page, text: str) -> None:
    """Write a question, send it, and see that it was received."""
    write(page, text)
    send(page)
    expect(toast(page, "Received as no.").last).to_be_visible()
    expect(page.locator("#ask-text")).to_have_value("")


def ask_as_guest(page: Page, text: str, name: str) -> str:
    """Ask under a name; return the receipt code."""
    write(page, text)
    page.locator("#ask-name").fill(name)
    send(page)
    code = page.get_by_role("group", name="Receipt code").locator(".code")
    expect(code).to_be_visible()
    return code.inner_text()


def look_at(page: Page, part: str) -> None:
    """Turn to a part of the live page: Transcript, Questions, Mine or (on a phone) Ask."""
    page.get_by_role("link", name=part).and_(page.locator("[data-view]:visible")).click()


def support(page: Page, text: str) -> None:
    """Tap support on a public question."""
    question(page, text).get_by_role("button", name=SUPPORT).click()


def total(page: Page, text: str) -> Locator:
    """Return where a public question says how many support it."""
    return question(page, text).locator("[data-slot=total]")


def begin_answer(page: Page) -> Locator:
    """Turn from reading to writing on the leader's console; return the field."""
    page.locator("[data-acts] [data-do=write]").click()
    field = page.get_by_role("textbox", name="Your answer")
    expect(field).to_be_focused()
    return field


def entries(page: Page) -> list[int]:
    """Return the numbers of the transcript's entries as the page shows them, in order."""
    found: list[int] = page.locator("[data-entries] > li").evaluate_all(
        "items => items.map((item) => Number(item.dataset.key))"
    )
    return found


def confirm(page: Page, button: str) -> None:
    """Say yes in the dialog that is open, and see it close."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_have_count(0)


def made_public(desk: Page, text: str) -> None:
    """See among the desk's public questions that the server has taken a decision."""
    desk.locator("[data-filter=published]").click()
    expect(desk.get_by_role("option").filter(has_text=text)).to_be_visible()
