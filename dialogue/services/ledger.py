"""Acknowledgements kept by `ref`: a retry gets the first answer, never a second effect."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.principals import Principal
from dialogue.models import Acknowledgement
from log.canonical import canonical
from log.codes import Refused
from log.vocabulary import ActData
from sessions_app.models import Session

Result = dict[str, Any]


def digest(act: ActData) -> str:
    """Return what tells two acts with the same ref apart."""
    return hashlib.sha256(canonical(act.model_dump(mode="json"))).hexdigest()[:32]


class Ledger:
    """The acknowledgements that matter for one transaction, read in one query."""

    def __init__(self, session: Session, acts: Iterable[tuple[Principal, ActData]]) -> None:
        self.session = session
        pairs = list(acts)
        rows = Acknowledgement.objects.filter(
            session=session,
            principal__in={principal.key for principal, _act in pairs},
            ref__in={act.ref for _principal, act in pairs},
        )
        self._known = {(row.principal, row.ref): row for row in rows}
        self._new: list[Acknowledgement] = []

    def earlier(self, principal: Principal, act: ActData) -> Result | None:
        """Return the first acknowledgement of this act, if there was one.

        Raises Refused("ref_reused") when the ref was used with another body.
        """
        row = self._known.get((principal.key, act.ref))
        if row is None:
            return None
        if row.digest != digest(act):
            raise Refused("ref_reused")
        return dict(row.result)

    def keep(self, principal: Principal, act: ActData, result: Result) -> None:
        """Remember an acknowledgement; `save` writes it."""
        row = Acknowledgement(
            session=self.session,
            principal=principal.key,
            ref=act.ref,
            digest=digest(act),
            result=result,
            at=timezone.now(),
        )
        self._known[principal.key, act.ref] = row
        self._new.append(row)

    def save(self) -> None:
        """Write what was kept. Raises IntegrityError if the same act ran elsewhere meanwhile."""
        Acknowledgement.objects.bulk_create(self._new)


def new_ref() -> str:
    """Return a fresh ref, for forms that are made on the server."""
    return secrets.token_urlsafe(16)
