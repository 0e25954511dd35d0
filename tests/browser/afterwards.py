"""What people do when a session is over: read, follow up, find their question again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from dialogue.fold import Frame

SPOKEN = {"answer.published", "speech.published", "session.paused", "session.ended"}


def read_the_transcript(reader: Page, record: Sequence[Frame]) -> None:
    reader.get_by_role("link", name="Read the transcript").click()
    expect(reader).to_have_url(re.compile(r"/sessions/\d+/transcript/$"))
    for frame in record:
        if frame["kind"] in SPOKEN:
            place = reader.locator(f"#e{frame['seq']}")
            expect(place).to_be_visible()
            expect(place.locator("a").first).to_have_attribute("href", f"#e{frame['seq']}")
    add_up(reader)


def add_up(reader: Page) -> None:
    """Recount the balance: every question has exactly one end."""
    balance = reader.get_by_role("region", name="What became of 3 questions")
    balance.get_by_text("As a table").click()
    rows = balance.locator("tbody tr:not(.part)")
    ends = [int(text) for text in rows.locator("td:last-child").all_inner_texts()]
    assert sum(ends) == int(balance.locator("tfoot td").last.inner_text()) == 3
    # Answered, followed as a case, not published.
    assert sorted(ends)[-3:] == [1, 1, 1]


def open_the_case_of(reader: Page, text: str) -> str:
    """Open the case of a question that was left over; return the case's number."""
    reader.reload()
    left = reader.locator("#leftovers li").filter(has_text=text)
    left.get_by_role("link", name=re.compile(r"Case \d+")).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(text)
    expect(reader.locator(".timeline")).to_contain_text("It was not answered in the session")
    return reader.url.rstrip("/").rsplit("/", 1)[1]


def handle(handler: Page, case: str, text: str) -> None:
    """Take a case in hand, reply, close it."""
    handler.goto("/cases/handling/")
    handler.locator(f"a[href*='{case}']").click()
    expect(handler.get_by_role("heading", level=1)).to_have_text(text)
    handler.get_by_role("button", name="Accept the case").click()
    words = handler.get_by_label("The unit's reply")
    words.fill("绿灯已**延长 8 秒**。<script>alert(1)</script>")
    handler.get_by_role("button", name="Preview").click()
    expect(handler.locator(".preview strong")).to_have_text("延长 8 秒")
    expect(words).to_have_value(re.compile("绿灯已"))
    handler.get_by_role("button", name="Publish the reply").click()
    handler.get_by_role("button", name="Close the case").click()
    expect(handler.locator(".standing")).to_contain_text("Closed on")


def read_how_it_ended(reader: Page) -> None:
    reader.reload()
    reply = reader.get_by_role("region", name="Official reply")
    expect(reply.locator("strong")).to_have_text("延长 8 秒")
    expect(reply.locator("script")).to_have_count(0)
    expect(reader.locator(".timeline")).to_contain_text("The case was closed.")


def find_it_again(guest: Page, receipt: str, case: str) -> None:
    guest.goto("/receipt/")
    guest.get_by_label("Receipt code").fill(receipt)
    guest.get_by_role("button", name="Look it up").click()
    guest.get_by_role("link", name=f"Follow case {case}").click()
    expect(guest.get_by_role("region", name="Official reply")).to_contain_text("延长 8 秒")
