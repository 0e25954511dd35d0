"""The desks on a slow line: a press is felt, pressed again it does no harm, and all of it arrives."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.slow_line import SlowLine

BUS, SIGNAL, SHELTER = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?", "站台能加遮雨棚吗?"
DESKS = {
    "console": "leader",
    "host": "host",
    "steno": "stenographer",
    "drafts": "stenographer",
    "desk": "moderator",
}
ANSWER, DRAFT, NOTICE = "年底前恢复直达。", "已经延长八秒。", "16:00 起可以评价今天的回答。"
SAID = ["第一句先说的话", "第二句后说的话"]
# Shorter than the way to the server and back: what is there by then, the page did itself.
AT_ONCE = 2_000


def busy(page: Page, button: str) -> None:
    """See that a button says at once that its press is under way."""
    expect(page.locator(button)).to_have_attribute("aria-busy", "true", timeout=AT_ONCE)


# What the bar says of the line, from now on.
LISTEN = """() => {
  window.told = new Set();
  const words = document.querySelector("[data-connection]");
  new MutationObserver(() => words.hidden || told.add(words.textContent))
    .observe(words, { attributes: true, childList: true });
}"""


def arrived(page: Page) -> None:
    """See that the page has said that something is on its way, and that nothing is any more."""
    steps.until(page, "() => told.has('On its way…')")
    expect(page.locator("[data-connection]")).to_be_hidden()


def seated(site: Site, line: SlowLine, someone: SomeoneNew) -> tuple[int, dict[str, Page]]:
    """Sit somebody down at every desk of a session, each in the middle of work."""
    number = site.hands("session", questions=[BUS, SIGNAL], taken_up=True)["number"]
    for text in (SHELTER, "还在等审核的另一个问题"):
        site.hands("ask", number=number, text=text)
    at = {
        desk: someone(role, proxy=line.proxy).goes_to(f"/sessions/{number}/{desk}/")
        for desk, role in DESKS.items()
    }
    steps.begin_answer(at["console"]).fill(ANSWER)
    at["drafts"].locator("[data-open='2']").press("Enter")
    at["drafts"].locator("#answer-text").fill(DRAFT)
    for desk in ("console", "drafts"):
        expect(at[desk].locator("[data-draft-status]")).to_contain_text("Saved")
    at["host"].keyboard.press("i")
    at["host"].keyboard.insert_text(NOTICE)
    expect(at["desk"].get_by_role("option")).to_have_count(2)
    # With Enter, which at this desk sends what stands in the field: not from a button.
    at["steno"].get_by_role("button", name="Speech").press("Enter")
    at["steno"].get_by_role("textbox", name="What is said").focus()
    for page in at.values():
        page.evaluate(LISTEN)
    return number, at


def press_impatiently(at: dict[str, Page]) -> None:
    """Do at every desk what one does there; twice where an impatient person would."""
    for _ in range(2):
        at["console"].locator("#answer-text").press("Control+Enter")
        at["host"].locator("[data-fold=pins] [type=submit]").press("Enter")
        at["drafts"].locator("#answer-text").press("Control+Enter")
    for text in SAID:
        at["steno"].keyboard.insert_text(text)
        at["steno"].keyboard.press("Enter")
    at["desk"].keyboard.press("a")


def felt_at_once(at: dict[str, Page]) -> None:
    """See that every desk has taken the press before the server can have answered."""
    busy(at["console"], "[data-answer] [type=submit]")
    busy(at["host"], "[data-fold=pins] [type=submit]")
    unsent = at["steno"].locator("[data-unsent-list] > li")
    expect(unsent.locator("[data-slot=text]")).to_have_text(SAID, timeout=AT_ONCE)
    expect(unsent.first).to_contain_text("Sending…")
    expect(at["desk"].get_by_role("option")).to_have_count(1, timeout=AT_ONCE)
    drafter = at["drafts"]
    expect(drafter.get_by_role("button", name="Work on it again")).to_be_visible(timeout=AT_ONCE)
    # What is on its way is not yet said to be there.
    expect(drafter.locator("[data-ready-words]")).to_be_empty(timeout=AT_ONCE)


def test_at_every_desk_a_press_is_felt_at_once_and_a_second_one_does_no_harm(
    site: Site, line: SlowLine, someone: SomeoneNew
) -> None:
    number, at = seated(site, line, someone)
    line.becomes_slow(delay=1.5)
    anew: list[str] = []
    for page in at.values():
        page.on("websocket", lambda socket: anew.append(socket.url))
    press_impatiently(at)
    felt_at_once(at)
    for desk in ("console", "host", "steno", "desk"):
        arrived(at[desk])
    host = at["host"]
    expect(at["console"].locator("[data-none-title]")).to_have_text("No. 1 is answered")
    expect(at["drafts"].locator("[data-ready-words]")).to_have_text(
        "Whoever answers sees it as ready."
    )
    expect(host.locator("[data-pins] > li")).to_have_count(1)
    host.keyboard.press("Escape")
    for _ in range(2):
        host.keyboard.press("n")
    busy(host, "[data-now-none] [data-do=next]")
    expect(host.locator("[data-now] [data-q-text]")).to_have_text(SIGNAL)
    expect(at["steno"].locator("[data-unsent-list] > li")).to_have_count(0)
    told = [(frame["kind"], frame["data"].get("text")) for frame in site.record(number)]
    assert told.count(("answer.published", ANSWER)) == 1
    assert [text for kind, text in told if kind == "speech.published"] == SAID
    assert [kind for kind, _ in told].count("question.taken_up") == 2
    assert [text for kind, text in told if kind == "question.published"][-1] == SHELTER
    expect(host.locator(".toast.seal")).to_have_count(0)
    # Slow is not gone: nobody was cut off and had to come anew.
    assert anew == []
