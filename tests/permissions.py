"""Who gets in where: the table that the matrix of permissions holds every address against.

`look` and `send` are those let in where they have their part (tests/world.py), the `other` ones
those let in where they have none. Whoever is let in may still be told that something is missing.
What is not named here is for everyone, or shows everyone their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.world import City


@dataclass(frozen=True, slots=True)
class Door:
    """Who may look and who may send, in one's own city and in the other one."""

    look: frozenset[str]
    look_other: frozenset[str] = frozenset()
    send: frozenset[str] = frozenset()
    send_other: frozenset[str] = frozenset()

    def lookers(self, here: City, there: City) -> list[tuple[City, frozenset[str]]]:
        """Return who may look at what stands in the own city, and in the other."""
        return [(here, self.look), (there, self.look_other)]

    def senders(self, here: City, there: City) -> list[tuple[City, frozenset[str]]]:
        """Return who may send something to it."""
        return [(here, self.send), (there, self.send_other)]


def door(look: str = "", other: str = "", send: str = "", send_other: str = "") -> Door:
    """Return a door from words: who looks, who looks in the other city, who sends there."""
    return Door(*(frozenset(words.split()) for words in (look, other, send, send_other)))


SEATED = "host moderate answer transcribe observe"
DUTIES = "system security audit"
EVERY = f"{SEATED} manage plan handle identify {DUTIES}"
KEEPERS = "manage system"

# What has no object of its own looks the same from both cities.
WITHOUT_OBJECT: dict[str, Door] = {
    "office/": door(EVERY),
    "cases/handling/": door("handle audit"),
    "office/sessions/": door("plan audit"),
    "office/sessions/new/": door("plan audit", send="plan"),
    "office/topics/": door("system audit", send="system"),
    "office/topics/new/": door("system audit", send="system"),
    "office/topics/<int:pk>/": door("system audit", send="system"),
    "office/units/": door(f"{KEEPERS} audit"),
    # Above all units there is only the platform: a manager adds below a unit, by ?below=.
    "office/units/new/": door("system", send="system"),
    "office/leaders/": door(f"{KEEPERS} audit"),
    "office/leaders/new/": door(KEEPERS, send=KEEPERS),
    "office/import/": door(f"{KEEPERS} audit", send=KEEPERS),
    "office/import/template/<str:kind>.<str:end>": door(f"{KEEPERS} audit"),
    "office/rights/": door("manage security audit", send="manage security"),
    "office/duties/": door("security audit", send="security"),
    "office/duties/<int:pk>/dismiss/": door(send="security"),
    "office/wishes/": door("plan system audit"),
    "office/people/": door("identify security audit", send="identify security"),
    "office/people/<int:number>/": door("identify security audit", send="security identify"),
    "office/retention/": door("system audit", send="system"),
    "office/audit/": door("audit"),
    "office/audit/export/": door("audit"),
    "office/audit/verify/": door("audit"),
    "office/security/": door("security audit"),
}
# What belongs to one city.
WITH_OBJECT: dict[str, Door] = {
    "sessions/<int:number>/desk/": door(f"{SEATED} audit", "audit"),
    "sessions/<int:number>/console/": door("host answer transcribe"),
    "sessions/<int:number>/drafts/": door("host answer transcribe"),
    "sessions/<int:number>/host/": door("host transcribe"),
    "sessions/<int:number>/steno/": door("host transcribe"),
    "api/v1/sessions/<number>/desk/work": door(f"{SEATED} audit", "audit"),
    "api/v1/sessions/<number>/desk/queue": door(f"{SEATED} audit", "audit"),
    "api/v1/sessions/<number>/desk/questions/<question>": door(f"{SEATED} audit", "audit"),
    "api/v1/sessions/<number>/polls": door(f"{SEATED} audit", "audit"),
    "api/v1/sessions/<number>/drafts": door("host answer transcribe"),
    "api/v1/sessions/<number>/notes": door("host answer transcribe moderate"),
    "api/v1/sessions/<number>/units": door("host answer transcribe"),
    "api/v1/sessions/<number>/earlier/<question>": door("host answer transcribe"),
    "api/v1/sessions/<number>/drafts/<question>": door("host answer transcribe"),
    "cases/<case_number:number>/handle/": door("handle audit", "audit", "handle"),
    "office/sessions/<int:number>/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/edit/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/clone/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/guests/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/people/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/papers/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/announce/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/postpone/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/cancel/": door("plan audit", "audit", "plan"),
    "office/sessions/<int:number>/rehearse/": door(send="plan"),
    "office/sessions/<int:number>/rehearse/discard/": door(send="plan"),
    "office/sessions/<int:number>/stream/": door(send="plan"),
    # Units and leaders are public; keepers see them all and change their own.
    "office/units/<int:pk>/": door(f"{KEEPERS} audit", f"{KEEPERS} audit"),
    "office/units/<int:pk>/edit/": door(KEEPERS, "system", KEEPERS, "system"),
    "office/units/<int:pk>/move/": door(KEEPERS, "system", KEEPERS, "system"),
    "office/units/<int:pk>/sites/": door(f"{KEEPERS} audit", "system audit", KEEPERS, "system"),
    "office/units/<int:pk>/close/": door(send=KEEPERS, send_other="system"),
    "office/leaders/<int:pk>/": door(f"{KEEPERS} audit", f"{KEEPERS} audit", KEEPERS, "system"),
    "office/leaders/<int:pk>/portrait/": door(send=KEEPERS, send_other="system"),
    "office/leaders/<int:pk>/posts/new/": door(KEEPERS, KEEPERS, KEEPERS, KEEPERS),
    "office/posts/<int:pk>/": door(KEEPERS, "system", KEEPERS, "system"),
    "office/rights/<int:pk>/take/": door(send="manage security", send_other="security"),
    "office/wishes/<int:pk>/": door("plan audit", "audit", "plan"),
}
RESTRICTED: dict[str, Door] = {
    route: Door(each.look, each.look, each.send, each.send)
    for route, each in WITHOUT_OBJECT.items()
} | WITH_OBJECT
# Tested with what they are sent: tests/test_moderation_access.py, test_preview.py,
# test_room_at_work.py, test_units_import.py, test_privacy_looks.py.
ELSEWHERE = frozenset(
    {
        "api/v1/sessions/<number>/desk/claims",
        "api/v1/sessions/<number>/desk/claims/<question>",
        "api/v1/sessions/<number>/parse",
        "api/v1/sessions/<number>/preview",
        "office/import/<str:reference>/",
        "office/import/<str:reference>/errors/",
        "office/people/<int:number>/identity/",
    }
)
BEHIND = ("office/", "cases/handling/", "cases/<case_number:number>/handle/")
