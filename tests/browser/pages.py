"""The session, the case and everything else that the pages show to the general tests."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.browser.places import BY_NAME, Place
from tests.browser.site import Site

__all__ = ["BY_NAME", "QUESTIONS", "furnish", "opened"]
QUESTIONS = [
    "107 路能不能恢复直达医院?",
    "枫林路口的信号灯绿灯时间太短,老人走不完,能不能延长几秒,或者在路中间加一个等候区?",
    "站台能加遮雨棚吗?",
]


def furnish(site: Site) -> dict[str, str]:
    """Make a live and a sealed session for the pages to show; return what the paths need."""
    live = site.hands("session", questions=QUESTIONS, answered=1, taken_up=True, polled=True)[
        "number"
    ]
    site.hands("ask", number=live, text="还在等审核的一个问题")
    sealed = site.hands("session", questions=QUESTIONS, answered=2, state="ended", polled=True)[
        "number"
    ]
    site.hands("session", state="collecting", title="还没有开始的一场")
    site.hands("tidy_up")
    case = site.api(f"/sessions/{sealed}/snapshot")["state"]["questions"]["3"]["case"]
    there = site.hands("schedule")
    ids = {name: str(there[name]) for name in ("leader", "unit", "wish", "person")}
    draft = site.hands("session", state="draft", title="筹备中的一场")["number"]
    numbers = {"live": live, "sealed": sealed, "coming": there["number"], "draft": draft}
    entries = site.api(f"/sessions/{sealed}/snapshot")["state"]["entries"]
    entry = next(each["seq"] for each in entries if each["type"] == "answer")
    found = {name: str(number) for name, number in numbers.items()}
    return {**ids, **found, "case": case, "entry": str(entry)}


def opened(person: Person, place: Place, numbers: dict[str, str]) -> Page:
    """Open a page as this person and return it when it is ready."""
    page = person.goes_to(place.path.format(**numbers))
    expect(page.locator(place.ready).first).to_be_attached()
    if place.sends:
        page.locator("main form[method=post]").last.evaluate(SEND)
        expect(page.locator(".error, .errors").first).to_be_visible()
    if place.key:
        page.keyboard.press(place.key)
        expect(page.locator("dialog[open]")).to_be_visible()
    if place.status != 200:
        person.forgets(f"status of {place.status}")
    return page


# As a browser does that does not look at the fields itself.
SEND = "(form) => { form.noValidate = true; form.requestSubmit(); }"
