"""What there is to see: every page by who sees it, and what is pressed on it first."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

SIZES = {390: 844, 768: 1024, 1440: 900}
WALLS = {1280: 720, 1920: 1080, 3840: 2160}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


class Sight(NamedTuple):
    """A page, what is pressed on it one after the other, and whether the network is there."""

    path: str
    press: tuple[str, ...] = ()
    offline: bool = False


class Way(NamedTuple):
    """One way to look at a page."""

    width: int
    lang: str
    theme: str
    elder: bool

    @property
    def name(self) -> str:
        """Return the name of its picture."""
        return f"{self.width}-{self.lang}-{self.theme}{'-elder' if self.elder else ''}"


WAYS = [Way(*each) for each in product(SIZES, LOCALES, ("light", "dark"), (False, True))]

# Role → name → what is seen; addresses as other pages link them.
SIGHTS: dict[str, dict[str, Sight]] = {
    "": {
        "home": Sight("/"),
        "schedule": Sight("/sessions/?when=coming"),
        "past": Sight("/sessions/?when=past"),
        "live": Sight("{live}"),
        "live-poll": Sight("{live}", (".dock [data-view=transcript]", "a[data-view=poll]")),
        "live-share": Sight("{live}", ("[data-share=whole]",)),
        "live-ask": Sight("{live}", (".dock a[data-view=ask]",)),
        "live-offline": Sight("{live}", offline=True),
        "coming": Sight("{coming}"),
        "ask": Sight("{live}ask/"),
        "transcript": Sight("{transcript}"),
        "verify": Sight("{transcript}verify/"),
        "case": Sight("{case}"),
        "cases": Sight("/cases/"),
        "leaders": Sight("/leaders/"),
        "leader": Sight("{leader}"),
        "units": Sight("/units/"),
        "unit": Sight("{unit}"),
        "wishes": Sight("/wishes/"),
        "sign-in": Sight("/sign-in/"),
        "sign-up": Sight("/sign-up/"),
        "sign-up-errors": Sight("/sign-up/", ("main form .btn.primary",)),
        "receipt": Sight("/receipt/"),
        "receipt-errors": Sight("/receipt/", ("main form .btn.primary",)),
        "embed-live": Sight("/embed{live}"),
        "embed-questions": Sight("/embed{live}questions/"),
        "embed-answer": Sight("/embed{record}entries/{entry}/"),
        "offline": Sight("/offline/"),
        "not-found": Sight("/sessions/999999/"),
    },
    "netizen": {
        "mine": Sight("/me/"),
        "account": Sight("/me/account/"),
        "privacy": Sight("/me/privacy/"),
        "not-allowed": Sight("/office/units/"),
    },
    "moderator": {"desk": Sight("{live}desk/")},
    "leader": {"console": Sight("{live}console/")},
    "host": {
        "host": Sight("{live}host/"),
        "host-polls": Sight("{live}host/", ("[data-do=polls]",)),
    },
    "stenographer": {"steno": Sight("{live}steno/"), "drafts": Sight("{live}drafts/")},
    "handler": {"case-queue": Sight("/cases/handling/")},
    "planner": {
        "office": Sight("/office/"),
        "office-sessions": Sight("/office/sessions/"),
        "office-new": Sight("/office/sessions/new/"),
        "office-errors": Sight("/office/sessions/new/", ("main form[method=post] .btn.primary",)),
    },
    "system": {
        "office-units": Sight("/office/units/"),
        "office-topics": Sight("/office/topics/"),
    },
    "security": {"office-people": Sight("/office/people/")},
    "audit": {"office-audit": Sight("/office/audit/")},
}

# What `tools.extremes` makes, seen last: these sessions would change the ordinary pages.
EXTREMES: dict[str, dict[str, Sight]] = {
    "": {
        "extreme": Sight("{extreme}"),
        "extreme-home": Sight("/"),
        "extreme-transcript": Sight("{finished}"),
        "bare": Sight("{bare}"),
    },
    "leader": {"extreme-console": Sight("{extreme}console/")},
    "host": {"extreme-host": Sight("{extreme}host/")},
    "moderator": {"bare-desk": Sight("{bare}desk/")},
}
