"""Somebody with a browser of their own: who they are, what they see, what the browser minds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, WebError, expect

# Waiting is done by looking again; a machine with much to do gets this long.
PATIENCE = 15_000
# Chromium minds that a page was left before its socket was open. Leaving early is no fault.
LEFT_EARLY = "WebSocket is closed before the connection is established"
NO_WORKER = "Service Worker registration blocked"
# What others who played a part have chosen for themselves: each visitor is as their browser says.
TASTE = {"huiyin_language", "huiyin_language_kept", "huiyin_looks"}
# The live page and the desks: a script follows the session, by a socket or by asking again.
OF_A_SESSION = "#live[data-number], [data-session]"
FOLLOWED = "main[data-line]:not([data-line=connecting])"


class Person:
    """A browser context with one page in it."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        how = {
            "locale": "en-GB",
            "timezone_id": "Asia/Shanghai",
            "reduced_motion": "reduce",
            # Only where a test is about it: a worker would load its files for each person anew.
            "service_workers": "block",
        }
        self.context = browser.new_context(base_url=address, **how | options)
        self.scripted = options.get("java_script_enabled", True)
        self.context.set_default_timeout(PATIENCE)
        self.context.set_default_navigation_timeout(2 * PATIENCE)
        self.complaints: list[str] = []
        self.expected: list[str] = [LEFT_EARLY, NO_WORKER]
        self.context.on("console", self._said)
        self.context.on("weberror", self._failed)
        self.page: Page = self.context.new_page()
        assert self.page.viewport_size is not None
        self.window = self.page.viewport_size

    def goes_to(self, path: str, *, followed: bool = True) -> Page:
        """Open a page and return it; one of a session, unless told otherwise, once it is followed.

        Before that an act goes by POST, and the browser complains of every refusal.
        """
        self.page.goto(path)
        if followed and self.scripted and self.page.locator(OF_A_SESSION).count():
            expect(self.page.locator(FOLLOWED)).to_be_attached()
        return self.page

    def signs_in_as(self, role: str) -> Person:
        """Sign in with the demo's one click."""
        self.goes_to("/sign-in/")
        self.page.locator(f"button[name=role][value={role}]").click()
        expect(self.page.locator(".demo")).to_have_count(0)
        return self

    def shows_card_of(self, role: str, cards: dict[str, Any]) -> Person:
        """Be signed in as this role, by the cookies of an earlier sign-in if there are any."""
        if role in cards:
            self.context.add_cookies(cards[role])
        else:
            self.signs_in_as(role)
            cards[role] = [card for card in self.context.cookies() if card["name"] not in TASTE]
        return self

    def expects(self, *patterns: str) -> None:
        """Take these complaints of the browser for granted: they are what the test is about."""
        self.expected += patterns

    def leaves(self) -> list[str]:
        """Close the browser; return what it complained about (scripts, policies, requests)."""
        self.context.close()
        return self.complained()

    def complained(self) -> list[str]:
        """Return what the browser has complained about since this was asked last."""
        known = re.compile("|".join(self.expected))
        complaints = [each for each in self.complaints if not known.search(each)]
        self.complaints.clear()
        return complaints

    def forgets(self, pattern: str) -> None:
        """Take for granted what the browser has complained of so far, if it is this."""
        self.complaints = [each for each in self.complaints if pattern not in each]

    def turns_away(self) -> None:
        """Leave the page, so that it follows nothing; the next one is looked at as at first."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(self.window)
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location["url"]
            self.complaints.append(f"{message.type} at {where}: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")


# What the `someone` fixture gives: a new person, of a role or just anybody. `visitor` gives one
# who has looked at pages for other tests before.
SomeoneNew = Callable[..., Person]
