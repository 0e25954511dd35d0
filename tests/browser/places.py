"""Every page that people see: what it is called, who sees it, where it is; or why it is not here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One page, and the part one plays on it."""

    name: str
    path: str
    role: str = ""
    # What is there, seen or not, once the page's script has done its work.
    ready: str = "h1"
    # Of the parts that other pages are made of: one look, in Chinese, sees what there is to see.
    once: bool = False
    # Its address says how it looks; nobody chooses there by hand.
    bare: bool = False
    # What the browser complains of when this page is as it should be.
    status: int = 200
    # Send the page's form as it is, and look at what it says of that.
    sends: bool = False
    # The key that opens what is looked at there.
    key: str = ""


PUBLIC = (
    Place("home", "/"),
    Place("home of somebody", "/", "netizen", once=True),
    Place("accessibility", "/accessibility/"),
    Place("live", "/sessions/{live}/", ready="main[data-view]"),
    Place("coming", "/sessions/{coming}/", ready="main[data-view]", once=True),
    Place("ask", "/sessions/{live}/ask/"),
    Place("poll", "/sessions/{live}/poll/", "netizen", once=True),
    Place("transcript", "/sessions/{sealed}/transcript/"),
    Place("poster", "/sessions/{live}/poster/"),
    Place("verify", "/sessions/{sealed}/transcript/verify/"),
    Place("case", "/cases/{case}/"),
    Place("cases", "/cases/"),
    Place("sessions", "/sessions/?when=past"),
    Place("schedule", "/sessions/?when=all&unit={unit}&topic=livelihood"),
    Place("leaders", "/leaders/", once=True),
    Place("leader", "/leaders/{leader}/"),
    Place("units", "/units/", once=True),
    Place("unit", "/units/{unit}/"),
    Place("topic", "/topics/livelihood/", once=True),
    Place("suggestions", "/wishes/", "netizen"),
    Place("suggesting", "/wishes/new/", "netizen"),
    Place("suggestion", "/wishes/{wish}/", "netizen", once=True),
    Place("privacy", "/privacy/", once=True),
    Place("kept data", "/privacy/data/", once=True),
    Place("receipt", "/receipt/"),
)
OWN = (
    Place("sign-in", "/sign-in/"),
    Place("sign-up", "/sign-up/"),
    Place("account", "/me/account/", "netizen"),
    Place("factors", "/me/account/factors/", "netizen"),
    Place("devices", "/me/account/devices/", "netizen"),
    Place("mine", "/me/", "netizen"),
    Place("how I am told", "/me/account/messages/", "netizen", once=True),
    Place("following", "/me/following/", "netizen", once=True),
    Place("my privacy", "/me/privacy/", "netizen", once=True),
    Place("closing", "/me/close/", "netizen", once=True),
)
DESKS = (
    Place("desk", "/sessions/{live}/desk/", "moderator", ready="[role=option]"),
    Place("console", "/sessions/{live}/console/", "leader", ready="[data-question]:not([hidden])"),
    Place("drafts", "/sessions/{live}/drafts/", "stenographer", ready="[data-rows] > li"),
    Place("host", "/sessions/{live}/host/", "host", ready="[data-others] > li"),
    Place("polls", "/sessions/{live}/host/", "host", "[data-polls-open]", once=True, key="p"),
    Place("steno", "/sessions/{live}/steno/", "stenographer", ready="[data-record] > li"),
    Place("unit's cases", "/cases/handling/", "handler"),
    Place("handling", "/cases/{case}/handle/", "handler"),
)
IN_THE_OFFICE = (
    ("today", "", "planner"),
    ("sessions", "sessions/", "planner"),
    ("a plan", "sessions/{draft}/", "planner"),
    ("a session", "sessions/{coming}/", "planner"),
    ("guests", "sessions/{draft}/guests/?q=a", "planner"),
    ("parts", "sessions/{draft}/people/?q=demo", "planner"),
    ("papers", "sessions/{draft}/papers/", "planner"),
    ("announcing", "sessions/{draft}/announce/", "planner"),
    ("cloning", "sessions/{draft}/clone/", "planner"),
    ("postponing", "sessions/{coming}/postpone/", "planner"),
    ("cancelling", "sessions/{coming}/cancel/", "planner"),
    ("suggestions", "wishes/", "planner"),
    ("a suggestion", "wishes/{wish}/", "planner"),
    ("topics", "topics/", "system"),
    ("a topic", "topics/1/", "system"),
    ("retention", "retention/", "system"),
    ("units", "units/", "manager"),
    ("a unit", "units/{unit}/", "manager"),
    ("changing a unit", "units/{unit}/edit/", "manager"),
    ("sites", "units/{unit}/sites/", "manager"),
    ("leaders", "leaders/", "manager"),
    ("a leader", "leaders/{leader}/", "manager"),
    ("a new leader", "leaders/new/", "manager"),
    ("import", "import/", "manager"),
    ("rights", "rights/", "manager"),
    ("duties", "duties/", "security"),
    ("people", "people/?q=demo", "security"),
    ("a person", "people/{person}/", "security"),
    ("security", "security/", "security"),
    ("audit", "audit/", "audit"),
    ("verifying", "audit/verify/", "audit"),
)
OFFICE = (
    *(
        Place(f"office: {name}", f"/office/{path}", role, once=True)
        for name, path, role in IN_THE_OFFICE
    ),
    Place("planning", "/office/sessions/new/", "planner", once=True, sends=True, status=422),
    Place("changing a plan", "/office/sessions/{draft}/edit/", "planner", once=True),
)
ELSEWHERE = (
    *(
        Place(
            f"screen, {theme}",
            f"/sessions/{{live}}/screen/?theme={theme}",
            ready="[data-slot=question]",
            once=True,
            bare=True,
        )
        for theme in ("paper", "ink", "contrast")
    ),
    Place("frame: live", "/embed/sessions/{live}/", ready="body > *", once=True, bare=True),
    Place(
        "frame: questions",
        "/embed/sessions/{live}/questions/?theme=ink",
        ready="body > *",
        once=True,
        bare=True,
    ),
    Place(
        "frame: transcript",
        "/embed/sessions/{sealed}/transcript/",
        ready="body > *",
        once=True,
        bare=True,
    ),
    Place(
        "frame: entry",
        "/embed/sessions/{sealed}/entries/{entry}/",
        ready="body > *",
        once=True,
        bare=True,
    ),
)
# Both languages: nobody looks at them while nothing goes wrong.
TROUBLE = (
    Place("offline", "/offline/"),
    *(
        Place(f"trouble: {what}", f"/broken/{what}/", status=status)
        for what, status in (
            ("asked", 400),
            ("closed", 403),
            ("stale", 403),
            ("missing", 404),
            ("hurried", 429),
            ("failing", 500),
        )
    ),
)
EVERY = (*PUBLIC, *OWN, *DESKS, *OFFICE, *ELSEWHERE, *TROUBLE)
BY_NAME = {place.name: place for place in EVERY}
IN_BOTH_LANGUAGES = [place.name for place in EVERY if not place.once]

# Why a route is no place of its own: what it answers, or where else it is looked at.
EXCUSED: dict[str, tuple[str, ...]] = {
    "answers programs": (
        *("favicon.ico", "jsi18n/", "jsi18n/<str:lang>/", "jsi18n/of/live/", "oembed"),
        *("service-worker.js", "manifest.webmanifest", "me/following/state/", "me/looks/"),
        "sign-in/passkey/",
    ),
    "only takes what is sent, and leads on": (
        *(
            "i18n/",
            "sign-out/",
            "admin/logout/",
            "sign-in/demo/",
            "follow/<slug:kind>/<int:number>/",
        ),
        *("wishes/<int:pk>/vote/", "sessions/<int:number>/support/", "me/agree/withdraw/"),
        *("me/following/calendar/", "me/real-name/forget/", "demo/moderated/<int:number>/"),
        *("me/account/messages/devices/", "me/account/messages/devices/<int:pk>/remove/"),
        *("me/account/messages/devices/test/", "office/duties/<int:pk>/dismiss/"),
        *("office/rights/<int:pk>/take/", "office/units/<int:pk>/close/"),
        *("office/leaders/<int:pk>/portrait/", "office/sessions/<int:number>/rehearse/"),
        *("office/sessions/<int:number>/rehearse/discard/", "office/sessions/<int:number>/stream/"),
        *("s/<int:number>", "s/<int:number>/<moment:moment>", "c/<case_number:number>"),
        "sessions/<int:session>/questions/<int:number>/case/",
    ),
    "gives a file": (
        *("calendar.ics", "calendar/<slug:key>.ics", "feeds/sessions.atom", "media/<path:path>"),
        *(
            f"{of}/calendar.ics"
            for of in ("leaders/<int:pk>", "units/<int:pk>", "topics/<slug:code>")
        ),
        *(
            f"{of}/sessions.atom"
            for of in ("leaders/<int:pk>", "units/<int:pk>", "topics/<slug:code>")
        ),
        *("sessions/<int:number>/session.ics", "sessions/<int:number>/qr.<picture:kind>"),
        *("s/<int:number>/<moment:moment>/qr.<picture:kind>", "office/audit/export/"),
        *("cases/<case_number:number>/qr.<picture:kind>", "office/import/<str:reference>/errors/"),
        "office/import/template/<str:kind>.<str:end>",
    ),
    "looked at by axe on the way: test_door": (
        *("sign-in/code/", "sign-in/forgotten/", "sign-in/inactive/", "confirm/phone/"),
        *("me/account/name/", "me/account/phone/", "me/account/email/", "me/account/password/new/"),
    ),
    "looked at by axe on the way: test_keys": (
        *("sign-in/factor/", "sign-in/again/", "me/account/factors/app/"),
        "me/account/factors/codes/",
    ),
    "one form, of the parts of test_door's and test_keys' pages": (
        *("confirm/email/", "sign-in/code/confirm/", "sign-in/forgotten/confirm/"),
        *("sign-in/forgotten/new/", "sign-in/forgotten/done/", "sign-in/again/code/"),
        *("sign-in/again/code/confirm/", "sign-in/again/factor/", "sign-in/again/code-of-app/"),
        *("sign-in/again/passkey/", "me/account/phone/remove/", "me/account/password/"),
        *("me/account/factors/app/remove/", "me/account/factors/codes/new/"),
        *("me/account/factors/passkeys/add/", "me/account/factors/passkeys/<int:pk>/"),
        "me/account/factors/passkeys/<int:pk>/remove/",
    ),
    "words only, set as those of the privacy policy": (
        *("terms/", "real-name/", "privacy/closed/", "me/agree/", "unsubscribe/<str:token>/"),
    ),
    "one form, of the parts of my privacy and of closing": ("me/export/", "me/real-name/"),
    "one form, of the parts of the offices' other forms": (
        *("office/topics/new/", "office/units/new/", "office/units/<int:pk>/move/"),
        *("office/leaders/<int:pk>/posts/new/", "office/posts/<int:pk>/"),
        *("office/import/<str:reference>/", "office/people/<int:number>/identity/"),
    ),
}
# Prefixes of what is not ours to draw: the open API with its own page of documentation.
APART = ("api/v1/",)
