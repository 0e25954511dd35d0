"""Every page that the general tests look at: what it is called, who sees it, where it is."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.browser.site import Site

QUESTIONS = [
    "107 路能不能恢复直达医院?",
    "枫林路口的信号灯绿灯时间太短,老人走不完,能不能延长几秒,或者在路中间加一个等候区?",
    "站台能加遮雨棚吗?",
]


@dataclass(frozen=True)
class Place:
    """One page, and the part one plays on it."""

    name: str
    path: str
    role: str = ""
    # What is there, seen or not, once the page's script has done its work.
    ready: str = "h1"


ALL = (
    Place("home", "/"),
    Place("accessibility", "/accessibility/"),
    Place("live", "/sessions/{live}/", ready="main[data-view]"),
    Place("ask", "/sessions/{live}/ask/"),
    Place("desk", "/sessions/{live}/desk/", "moderator", ready="[role=option]"),
    Place("console", "/sessions/{live}/console/", "leader", ready="[data-question]:not([hidden])"),
    Place("drafts", "/sessions/{live}/drafts/", "stenographer", ready="[data-rows] > li"),
    Place("host", "/sessions/{live}/host/", "host", ready="[data-others] > li"),
    Place("steno", "/sessions/{live}/steno/", "stenographer", ready="[data-record] > li"),
    Place("transcript", "/sessions/{sealed}/transcript/"),
    Place("poster", "/sessions/{live}/poster/"),
    Place("verify", "/sessions/{sealed}/transcript/verify/"),
    Place("case", "/cases/{case}/"),
    Place("handling", "/cases/{case}/handle/", "handler"),
    Place("sign-in", "/sign-in/"),
    Place("sign-up", "/sign-up/"),
    Place("account", "/me/account/", "netizen"),
    Place("factors", "/me/account/factors/", "netizen"),
    Place("devices", "/me/account/devices/", "netizen"),
    Place("receipt", "/receipt/"),
    Place("mine", "/me/", "netizen"),
    Place("sessions", "/sessions/?when=past"),
    Place("schedule", "/sessions/?when=all&unit={unit}&topic=livelihood"),
    Place("leader", "/leaders/{leader}/"),
    Place("unit", "/units/{unit}/"),
    Place("suggestions", "/wishes/", "netizen"),
    Place("suggesting", "/wishes/new/", "netizen"),
    Place("cases", "/cases/"),
    Place("unit's cases", "/cases/handling/", "handler"),
)
BY_NAME = {place.name: place for place in ALL}


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
    ids = {name: str(there[name]) for name in ("leader", "unit")}
    return {**ids, "live": str(live), "sealed": str(sealed), "case": case}


def opened(person: Person, place: Place, numbers: dict[str, str]) -> Page:
    """Open a page as this person and return it when it is ready."""
    page = person.goes_to(place.path.format(**numbers))
    expect(page.locator(place.ready).first).to_be_attached()
    return page
