"""Letting other sites show a unit's frames: its keepers only, each act on record."""

from __future__ import annotations

from django.db import transaction

from accounts import rules
from accounts.framing import origin_of
from accounts.models import EmbeddingSite, Organisation
from accounts.principals import Principal
from accounts.services import audit
from accounts.services.organisations import locked
from log.codes import Refused

# More would make every frame's security policy longer than some proxies let a header be.
MOST = 40


def allow(unit: Organisation, *, site: str, by: Principal) -> EmbeddingSite:
    """Let a site show the frames of a unit and of those below it. Appends site.allowed, once.

    Raises Refused: not_yours, site_bad, too_many_sites.
    """
    origin = origin_of(site)
    with transaction.atomic():
        unit = locked(unit)
        rules.demand_keeper(by, unit)
        if origin is None:
            raise Refused("site_bad")
        known = unit.embedding_sites.filter(origin=origin).first()
        if known is not None:
            return known
        if unit.embedding_sites.count() >= MOST:
            raise Refused("too_many_sites", most=MOST)
        made = EmbeddingSite.objects.create(organisation=unit, origin=origin)
        audit.record("site.allowed", made, by=by, unit=unit)
    return made


def remove(unit: Organisation, *, site: int, by: Principal) -> None:
    """Take that back. Appends site.removed, unless it was gone already. Raises not_yours."""
    with transaction.atomic():
        unit = locked(unit)
        rules.demand_keeper(by, unit)
        known = unit.embedding_sites.filter(pk=site).first()
        if known is None:
            return
        gone = EmbeddingSite(pk=known.pk, organisation=unit, origin=known.origin)
        known.delete()
        audit.record("site.removed", gone, by=by, unit=unit)
