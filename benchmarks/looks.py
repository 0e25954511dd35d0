"""Opens every page of a big platform as those whose page it is, and says what each one cost.

Runs in a process of its own after `django.setup()`; prints one JSON object per page:
who, address, status, milliseconds (median of several looks, the whole of Django's work for one
request, without the network), queries, bytes. The first look is not counted.
"""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Duty, Leader, Organisation, User
from accounts.principals import SYSTEM
from accounts.rules import UNIT_RIGHTS
from benchmarks.city import Sizes, build
from sessions_app.models import Session
from sessions_app.services import lifecycle, planning

LOOKS = 7


def staff() -> dict[str, User]:
    """Make the people who look: a netizen, one of each duty, one of each right at the top."""
    top = Organisation.objects.get(parent=None)
    city = Organisation.objects.filter(parent=top).order_by("pk")[0]
    people = {"netizen": User.objects.get(username="p000001")}
    for duty in Duty.values:
        people[duty] = User.objects.create(username=f"bench-{duty}", duty=duty)
    for right, codename in UNIT_RIGHTS.items():
        for where, unit in (("province", top), ("city", city)):
            user = User.objects.create(username=f"bench-{right}-{where}")
            assign_perm(codename, user, unit)
            people[f"{right} ({where})"] = user
    return people


def session() -> Session:
    """Plan and announce one session by the services: its own pages are opened."""
    starts = timezone.now() + timedelta(days=5)
    unit = Organisation.objects.order_by("-pk")[0]
    leader = Leader.objects.order_by("-pk")[0]
    made = planning.create(
        title="一场要打开的", organisation=unit, starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        guests=[{"name": leader.name, "post": "局长", "user": None}],
    )  # fmt: skip
    lifecycle.announce(made, by=SYSTEM)
    return made


def pages(number: int) -> Iterator[tuple[str, str]]:
    """Yield (who, address) of every page that is looked at."""
    unit = Organisation.objects.filter(parent__parent=None).exclude(parent=None).order_by("pk")[0]
    leader = Leader.objects.order_by("pk")[30]
    places = {"unit": unit.pk, "leader": leader.pk, "number": number}
    places |= {"top": Organisation.objects.get(parent=None).pk, "person": _somebody()}
    for who, addresses in PAGES.items():
        for address in addresses:
            yield who, address.format(**places)


def _somebody() -> int:
    return User.objects.get(username="p000002").pk


PAGES = {
    "stranger": (
        "/",
        "/sessions/",
        "/sessions/?when=past",
        "/sessions/?when=past&page=200",
        "/sessions/?q=公交",
        "/sessions/?when=past&unit={unit}",
        "/sessions/{number}/",
        "/sessions/{number}/session.ics",
        "/leaders/",
        "/leaders/?q=王",
        "/leaders/{leader}/",
        "/units/",
        "/units/{top}/",
        "/units/{unit}/",
        "/topics/livelihood/",
        "/wishes/",
        "/wishes/?sort=new",
        "/calendar.ics",
        "/units/{unit}/calendar.ics",
        "/feeds/sessions.atom",
        "/privacy/",
        "/privacy/data/",
        "/sign-in/",
        "/sign-up/",
        "/api/v1/sessions",
        "/api/v1/leaders",
        "/api/v1/units",
    ),
    "netizen": (
        "/me/",
        "/me/account/",
        "/me/account/devices/",
        "/me/account/factors/",
        "/me/account/messages/",
        "/me/following/",
        "/me/privacy/",
        "/wishes/new/",
    ),
    "manage (province)": (
        "/office/",
        "/office/units/",
        "/office/units/?q=局",
        "/office/units/{top}/",
        "/office/units/{unit}/edit/",
        "/office/leaders/",
        "/office/leaders/?q=王",
        "/office/leaders/{leader}/",
        "/office/rights/",
        "/office/import/",
    ),
    "plan (province)": (
        "/office/",
        "/office/sessions/",
        "/office/sessions/?tab=over&page=200",
        "/office/sessions/?tab=over&q=公交&unit=局",
        "/office/sessions/new/",
        "/office/sessions/{number}/",
        "/office/sessions/{number}/edit/",
        "/office/sessions/{number}/guests/?q=局长",
        "/office/sessions/{number}/people/?q=a",
        "/office/sessions/{number}/papers/",
    ),
    "handle (province)": ("/office/", "/cases/handling/"),
    "security": (
        "/office/",
        "/office/people/",
        "/office/people/{person}/",
        "/office/security/",
        "/office/rights/",
        "/office/duties/",
    ),
    "system": ("/office/", "/office/topics/", "/office/retention/", "/office/wishes/"),
    "audit": (
        "/office/",
        "/office/sessions/?tab=over",
        "/office/audit/",
        "/office/security/",
        "/cases/handling/",
    ),
}


def look(client: Client, address: str) -> dict[str, Any]:
    """Open one page LOOKS times; return what it cost."""
    spent = []
    client.get(address)
    for _turn in range(LOOKS):
        cache.clear()
        begun = perf_counter()
        answer = client.get(address)
        spent.append((perf_counter() - begun) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {
        "status": answer.status_code,
        "ms": round(median(spent), 1),
        "queries": len(queries),
        "bytes": len(answer.getvalue()),
    }


def main() -> None:
    """Build, look, print."""
    people, units, sessions = map(int, sys.argv[1:])
    begun = perf_counter()
    build(Sizes(people, units, sessions))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    found: list[dict[str, Any]] = [{"built": round(perf_counter() - begun)}]
    clients = {"stranger": Client(headers={"accept-language": "zh-hans", "host": "localhost"})}
    for name, user in staff().items():
        clients[name] = Client(headers={"accept-language": "zh-hans", "host": "localhost"})
        clients[name].force_login(user)
    for who, address in pages(session().number):
        found.append({"who": who, "address": address, **look(clients[who], address)})
    json.dump(found, sys.stdout, ensure_ascii=False)
