"""Every address there is, and how a stranger taps it: a new one has to be entered here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from string import Formatter

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from cases.models import Case
from log.models import Stream
from sessions_app.models import Session
from tests.leaky import MARK

# Route of the URL conf → what is fetched there; in braces, each value of `values` below.
SURFACES: Mapping[str, Sequence[str]] = {
    "": ["/"],
    "accessibility/": ["/accessibility/"],
    "favicon.ico": ["/favicon.ico"],
    "i18n/": ["/i18n/"],
    "jsi18n/": ["/jsi18n/"],
    "embed/sessions/<int:number>/": ["/embed/sessions/{number}/"],
    "embed/sessions/<int:number>/questions/": ["/embed/sessions/{number}/questions/"],
    "embed/sessions/<int:number>/transcript/": ["/embed/sessions/{number}/transcript/"],
    "embed/sessions/<int:number>/entries/<int:seq>/": ["/embed/sessions/{number}/entries/{seq}/"],
    "oembed": ["/oembed?url=http://localhost:8000/sessions/{number}/"],
    "jsi18n/of/live/": ["/jsi18n/of/live/"],
    "jsi18n/<str:lang>/": ["/jsi18n/en/"],
    "sessions/<int:number>/screen/": [
        "/sessions/{number}/screen/",
        "/sessions/{number}/screen/?theme=ink&lang=zh&show=poll",
    ],
    "office/sessions/": ["/office/sessions/", "/office/sessions/?tab=drafts&q=a&unit=b"],
    "office/sessions/new/": ["/office/sessions/new/"],
    **{
        f"office/sessions/<int:number>/{page}": [f"/office/sessions/{{number}}/{page}"]
        for page in ("", "edit/", "announce/", "postpone/", "cancel/", "clone/", "papers/")
    },
    "office/sessions/<int:number>/guests/": ["/office/sessions/{number}/guests/?q=a"],
    "office/sessions/<int:number>/people/": ["/office/sessions/{number}/people/?q=a"],
    "office/topics/": ["/office/topics/"],
    "office/topics/new/": ["/office/topics/new/"],
    "office/topics/<int:pk>/": ["/office/topics/1/"],
    "media/<path:path>": ["/media/documents/", "/media/posters/0123456789abcdef.webp"],
    "sessions/": [
        "/sessions/",
        "/sessions/?when=past",
        "/sessions/?page=2",
        "/sessions/?when=all&q=1",
    ],
    "sessions/<int:number>/session.ics": ["/sessions/{number}/session.ics"],
    "leaders/": ["/leaders/", "/leaders/?q=1"],
    "leaders/<int:pk>/": ["/leaders/1/"],
    "leaders/<int:pk>/calendar.ics": ["/leaders/1/calendar.ics"],
    "leaders/<int:pk>/sessions.atom": ["/leaders/1/sessions.atom"],
    "units/": ["/units/", "/units/?q=1"],
    "units/<int:pk>/": ["/units/{unit}/"],
    "units/<int:pk>/calendar.ics": ["/units/{unit}/calendar.ics"],
    "units/<int:pk>/sessions.atom": ["/units/{unit}/sessions.atom"],
    "topics/<slug:code>/": ["/topics/other/"],
    "topics/<slug:code>/calendar.ics": ["/topics/other/calendar.ics"],
    "topics/<slug:code>/sessions.atom": ["/topics/other/sessions.atom"],
    "wishes/": ["/wishes/", "/wishes/?show=answered"],
    "wishes/new/": ["/wishes/new/"],
    "wishes/<int:pk>/": ["/wishes/1/"],
    "wishes/<int:pk>/vote/": ["/wishes/1/vote/"],
    "office/wishes/": ["/office/wishes/"],
    "office/wishes/<int:pk>/": ["/office/wishes/1/"],
    "calendar.ics": ["/calendar.ics"],
    "feeds/sessions.atom": ["/feeds/sessions.atom"],
    "api/v1/sessions": ["/api/v1/sessions", "/api/v1/sessions?when=all&q=1"],
    "api/v1/leaders": ["/api/v1/leaders"],
    "api/v1/leaders/<pk>": ["/api/v1/leaders/1"],
    "api/v1/units": ["/api/v1/units"],
    "api/v1/units/<pk>": ["/api/v1/units/{unit}"],
    "office/": ["/office/"],
    "office/units/": ["/office/units/", "/office/units/?q=a"],
    "office/units/new/": ["/office/units/new/"],
    "office/units/<int:pk>/": ["/office/units/1/"],
    "office/units/<int:pk>/edit/": ["/office/units/1/edit/"],
    "office/units/<int:pk>/move/": ["/office/units/1/move/"],
    "office/units/<int:pk>/sites/": ["/office/units/1/sites/"],
    "office/units/<int:pk>/close/": ["/office/units/1/close/"],
    "office/leaders/": ["/office/leaders/"],
    "office/leaders/new/": ["/office/leaders/new/"],
    "office/leaders/<int:pk>/": ["/office/leaders/1/"],
    "office/leaders/<int:pk>/portrait/": ["/office/leaders/1/portrait/"],
    "office/leaders/<int:pk>/posts/new/": ["/office/leaders/1/posts/new/"],
    "office/posts/<int:pk>/": ["/office/posts/1/"],
    "office/import/": ["/office/import/"],
    "office/import/<str:reference>/": ["/office/import/x/"],
    "office/import/<str:reference>/errors/": ["/office/import/x/errors/"],
    "office/import/template/<str:kind>.<str:end>": ["/office/import/template/units.csv"],
    "office/rights/": ["/office/rights/"],
    "office/rights/<int:pk>/take/": ["/office/rights/1/take/"],
    "office/duties/": ["/office/duties/"],
    "office/duties/<int:pk>/dismiss/": ["/office/duties/1/dismiss/"],
    "office/audit/": ["/office/audit/"],
    "office/audit/export/": ["/office/audit/export/"],
    "office/audit/verify/": ["/office/audit/verify/"],
    "sign-in/": ["/sign-in/?next=/sessions/{number}/"],
    "sign-out/": ["/sign-out/"],
    "sign-in/demo/": ["/sign-in/demo/"],
    "sign-in/code/": ["/sign-in/code/"],
    "sign-in/code/confirm/": ["/sign-in/code/confirm/"],
    "sign-in/inactive/": ["/sign-in/inactive/"],
    "sign-in/forgotten/": ["/sign-in/forgotten/"],
    "sign-in/forgotten/confirm/": ["/sign-in/forgotten/confirm/"],
    "sign-in/forgotten/new/": ["/sign-in/forgotten/new/"],
    "sign-in/forgotten/done/": ["/sign-in/forgotten/done/"],
    "sign-in/again/": ["/sign-in/again/"],
    "sign-in/again/code/": ["/sign-in/again/code/"],
    "sign-in/again/code/confirm/": ["/sign-in/again/code/confirm/"],
    "sign-up/": ["/sign-up/", "/sign-up/?by=email&next=/sessions/{number}/"],
    "confirm/phone/": ["/confirm/phone/"],
    "confirm/email/": ["/confirm/email/"],
    "me/looks/": ["/me/looks/"],
    "me/account/": ["/me/account/"],
    "me/account/name/": ["/me/account/name/"],
    "me/account/phone/": ["/me/account/phone/"],
    "me/account/phone/remove/": ["/me/account/phone/remove/"],
    "me/account/email/": ["/me/account/email/"],
    "me/account/password/": ["/me/account/password/"],
    "me/account/password/new/": ["/me/account/password/new/"],
    "admin/logout/": ["/admin/logout/"],
    "office/sessions/<int:number>/rehearse/": ["/office/sessions/{number}/rehearse/"],
    "office/sessions/<int:number>/rehearse/discard/": [
        "/office/sessions/{number}/rehearse/discard/"
    ],
    "office/sessions/<int:number>/stream/": ["/office/sessions/{number}/stream/"],
    "sign-in/factor/": ["/sign-in/factor/"],
    "sign-in/passkey/": ["/sign-in/passkey/"],
    "sign-in/again/factor/": ["/sign-in/again/factor/"],
    "sign-in/again/code-of-app/": ["/sign-in/again/code-of-app/"],
    "sign-in/again/passkey/": ["/sign-in/again/passkey/"],
    "me/account/factors/": ["/me/account/factors/", "/me/account/factors/?next=/office/"],
    "me/account/factors/app/": ["/me/account/factors/app/"],
    "me/account/factors/app/remove/": ["/me/account/factors/app/remove/"],
    "me/account/factors/codes/": ["/me/account/factors/codes/"],
    "me/account/factors/codes/new/": ["/me/account/factors/codes/new/"],
    "me/account/factors/passkeys/add/": ["/me/account/factors/passkeys/add/"],
    "me/account/factors/passkeys/<int:pk>/": ["/me/account/factors/passkeys/1/"],
    "me/account/factors/passkeys/<int:pk>/remove/": ["/me/account/factors/passkeys/1/remove/"],
    "me/account/devices/": ["/me/account/devices/"],
    "office/people/": ["/office/people/"],
    "office/people/<int:number>/": ["/office/people/1/"],
    "office/security/": ["/office/security/", "/office/security/?outcome=failed&before=3"],
    "demo/moderated/<int:number>/": ["/demo/moderated/{number}/"],
    "terms/": ["/terms/", "/terms/?version=1"],
    "privacy/": ["/privacy/"],
    "real-name/": ["/real-name/"],
    "privacy/data/": ["/privacy/data/"],
    "privacy/closed/": ["/privacy/closed/"],
    "me/privacy/": ["/me/privacy/"],
    "me/real-name/": ["/me/real-name/"],
    "me/real-name/forget/": ["/me/real-name/forget/"],
    "me/export/": ["/me/export/"],
    "me/close/": ["/me/close/"],
    "office/retention/": ["/office/retention/"],
    "office/people/<int:number>/identity/": ["/office/people/{person}/identity/"],
    "me/agree/": ["/me/agree/?next=/me/"],
    "me/agree/withdraw/": ["/me/agree/withdraw/"],
    "sessions/<int:number>/": ["/sessions/{number}/"],
    "sessions/<int:number>/ask/": ["/sessions/{number}/ask/"],
    "sessions/<int:number>/support/": ["/sessions/{number}/support/"],
    "sessions/<int:number>/poll/": ["/sessions/{number}/poll/"],
    "sessions/<int:number>/console/": ["/sessions/{number}/console/"],
    "sessions/<int:number>/steno/": ["/sessions/{number}/steno/"],
    "sessions/<int:number>/drafts/": ["/sessions/{number}/drafts/"],
    "sessions/<int:number>/host/": ["/sessions/{number}/host/"],
    "sessions/<int:number>/desk/": ["/sessions/{number}/desk/"],
    "sessions/<int:number>/transcript/": ["/sessions/{number}/transcript/"],
    "sessions/<int:number>/transcript/verify/": [
        "/sessions/{number}/transcript/verify/",
        "/sessions/{number}/transcript/verify/?root=0123456789abcdef",
    ],
    "sessions/<int:session>/questions/<int:number>/case/": [
        "/sessions/{number}/questions/{question}/case/"
    ],
    "s/<int:number>": ["/s/{number}"],
    "s/<int:number>/<moment:moment>": ["/s/{number}/q{question}", "/s/{number}/e{seq}"],
    "s/<int:number>/<moment:moment>/qr.<picture:kind>": [
        "/s/{number}/q{question}/qr.svg",
        "/s/{number}/e{seq}/qr.png",
    ],
    "c/<case_number:number>": ["/c/{case}"],
    "cases/<case_number:number>/qr.<picture:kind>": ["/cases/{case}/qr.svg"],
    "sessions/<int:number>/qr.<picture:kind>": [
        "/sessions/{number}/qr.svg",
        "/sessions/{number}/qr.png?size=256",
    ],
    "sessions/<int:number>/poster/": ["/sessions/{number}/poster/"],
    "receipt/": ["/receipt/"],
    "me/": ["/me/"],
    "me/following/": ["/me/following/"],
    "me/following/calendar/": ["/me/following/calendar/"],
    "calendar/<slug:key>.ics": ["/calendar/nobodys-key.ics"],
    "me/following/state/": ["/me/following/state/?of=session-{number}&of=leader-1"],
    "me/account/messages/": ["/me/account/messages/"],
    "me/account/messages/devices/": ["/me/account/messages/devices/"],
    "me/account/messages/devices/<int:pk>/remove/": ["/me/account/messages/devices/1/remove/"],
    "me/account/messages/devices/test/": ["/me/account/messages/devices/test/"],
    "follow/<slug:kind>/<int:number>/": ["/follow/session/{number}/", "/follow/topic/1/"],
    "unsubscribe/<str:token>/": ["/unsubscribe/1:forged/"],
    "service-worker.js": ["/service-worker.js"],
    "manifest.webmanifest": ["/manifest.webmanifest", "/manifest.webmanifest?lang=en"],
    "offline/": ["/offline/"],
    "cases/": [
        "/cases/",
        "/cases/?show=open",
        "/cases/?show=overdue",
        "/cases/?show=closed",
        "/cases/?number={case}",
    ],
    "cases/handling/": ["/cases/handling/", "/cases/handling/?show=closed"],
    "cases/<case_number:number>/": ["/cases/{case}/"],
    "cases/<case_number:number>/handle/": ["/cases/{case}/handle/"],
    "api/v1/": ["/api/v1/"],
    "api/v1/openapi.json": ["/api/v1/openapi.json"],
    "api/v1/asyncapi.json": ["/api/v1/asyncapi.json"],
    "api/v1/docs": ["/api/v1/docs"],
    "api/v1/me/token": ["/api/v1/me/token"],
    "api/v1/me/guest": ["/api/v1/me/guest"],
    "api/v1/desk/reasons": ["/api/v1/desk/reasons"],
    "api/v1/cases": ["/api/v1/cases", "/api/v1/cases?show=open&limit=1"],
    "api/v1/cases/<number>": ["/api/v1/cases/{case}"],
    "api/v1/sessions/<number>": ["/api/v1/sessions/{number}"],
    "api/v1/sessions/<number>/snapshot": ["/api/v1/sessions/{number}/snapshot"],
    "api/v1/sessions/<number>/log": [
        "/api/v1/sessions/{number}/log",
        "/api/v1/sessions/{number}/log?after=3&epoch={epoch}",
    ],
    "api/v1/sessions/<number>/log/<epoch>/<first>-<last>": [
        "/api/v1/sessions/{number}/log/{epoch}/{stretch}"
    ],
    "api/v1/sessions/<number>/mine": ["/api/v1/sessions/{number}/mine"],
    "api/v1/sessions/<number>/mine/<question>/receipt": [
        "/api/v1/sessions/{number}/mine/{question}/receipt"
    ],
    "api/v1/sessions/<number>/acts": ["/api/v1/sessions/{number}/acts"],
    "api/v1/sessions/<number>/polls": ["/api/v1/sessions/{number}/polls"],
    "api/v1/sessions/<number>/preview": ["/api/v1/sessions/{number}/preview"],
    "api/v1/sessions/<number>/parse": ["/api/v1/sessions/{number}/parse"],
    "api/v1/sessions/<number>/desk/work": ["/api/v1/sessions/{number}/desk/work"],
    "api/v1/sessions/<number>/drafts": ["/api/v1/sessions/{number}/drafts"],
    "api/v1/sessions/<number>/notes": ["/api/v1/sessions/{number}/notes"],
    "api/v1/sessions/<number>/units": ["/api/v1/sessions/{number}/units?q=1"],
    "api/v1/sessions/<number>/earlier/<question>": ["/api/v1/sessions/{number}/earlier/{question}"],
    "api/v1/sessions/<number>/drafts/<question>": ["/api/v1/sessions/{number}/drafts/{question}"],
    "api/v1/sessions/<number>/desk/queue": [
        "/api/v1/sessions/{number}/desk/queue",
        f"/api/v1/sessions/{{number}}/desk/queue?state=all&q={MARK}",
    ],
    "api/v1/sessions/<number>/desk/questions/<question>": [
        "/api/v1/sessions/{number}/desk/questions/{question}"
    ],
    "api/v1/sessions/<number>/desk/claims": ["/api/v1/sessions/{number}/desk/claims"],
    "api/v1/sessions/<number>/desk/claims/<question>": [
        "/api/v1/sessions/{number}/desk/claims/{question}"
    ],
    "api/v1/sessions/<number>/record": [
        "/api/v1/sessions/{number}/record",
        "/api/v1/sessions/{number}/record?after=5",
    ],
    "api/v1/sessions/<number>/record/<audience>/<seq>": [
        "/api/v1/sessions/{number}/record/public/{seq}",
        "/api/v1/sessions/{number}/record/desk/{seq}",
    ],
}
ADMIN = "admin/"
# How many events a segment of the log holds while it is tapped: few, so that there are some.
SEGMENT = 5


def routes() -> set[str]:
    """Return every route of the URL conf; the admin's as one, for it is all behind one door."""
    return set(_routes(get_resolver(), ""))


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield route
        elif route != ADMIN:
            yield from _routes(entry, route)


def addresses() -> list[str]:
    """Return every address, with every session, question, entry and case there is."""
    known = [values(session) for session in Session.objects.all()]
    pages = (each for these in known for some in SURFACES.values() for each in filled(some, these))
    return list(dict.fromkeys([*pages, *admin_addresses()]))


def filled(templates: Sequence[str], known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the addresses that these templates stand for."""
    for template in templates:
        names = [name for _text, name, _spec, _how in Formatter().parse(template) if name]
        for chosen in product(*(known[name] for name in names)):
            yield template.format(**dict(zip(names, chosen, strict=True)))


def one_of_each(session: Session) -> list[str]:
    """Return one address of every route, for what is dearer than a look."""
    known = {name: some[:1] for name, some in values(session).items()}
    return [next(filled(some, known)) for some in SURFACES.values()]


def admin_addresses() -> Iterator[str]:
    """Yield the admin's front door, and a few that lead past it."""
    yield "/admin/"
    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (path, f"{path}1/change/", f"{path}1/history/")


def values(session: Session) -> dict[str, list[str]]:
    """Return what may stand in an address of this session."""
    public, desk = (Stream.objects.get(pk=pk) for pk in (session.public_id, session.desk_id))
    last = max(public.last_seq, desk.last_seq)
    return {
        "number": [str(session.number)],
        "unit": [str(session.organisation_id)],
        "question": [str(number) for number in range(1, session.last_number + 1)],
        "seq": [str(seq) for seq in range(1, last + 1)],
        "case": list(Case.objects.values_list("number", flat=True)) or ["20260001"],
        "epoch": [public.epoch, desk.epoch],
        "person": [str(pk) for pk in User.objects.values_list("pk", flat=True)],
        "stretch": [f"{n}-{n + SEGMENT - 1}" for n in range(1, last + 1, SEGMENT)],
    }


def as_typed_in_json(text: str) -> str:
    """Return the text as JSON writes it in ASCII."""
    return text.encode("ascii", "backslashreplace").decode()
