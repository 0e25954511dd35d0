"""Both edges' way in: parse an act, call its one service, acknowledge."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from pydantic import ValidationError

from accounts import queries as people
from accounts import staying
from accounts.principals import Principal
from dialogue.acts import LiveAct
from dialogue.services.ledger import Ledger, Result
from log.codes import Refused
from log.vocabulary import acts
from sessions_app.models import Session

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ack:
    """What an act is answered with, the same on both edges."""

    ref: str
    result: Result | None = None
    error: Refused | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the acknowledgement as it is sent, in the active language."""
        if self.error is not None:
            return {"t": "ack", "ref": self.ref, "ok": False, "error": self.error.as_json()}
        return {"t": "ack", "ref": self.ref, "ok": True, "result": self.result}


def parse(document: Any) -> LiveAct:
    """Return the typed act a client sent. Raises Refused: bad_act, unknown_act."""
    if not isinstance(document, dict):
        raise Refused("bad_act")
    word = acts().get(str(document.get("do")))
    if word is None or not issubclass(word, LiveAct):
        raise Refused("unknown_act")
    try:
        return word.model_validate(document)
    except ValidationError as error:
        raise Refused("bad_act") from error


def perform(session: Session, act: LiveAct, *, by: Principal) -> Result:
    """Do an act once and return its result; a repeat returns the first one's.

    Raises Refused. The acknowledgement is written in the same transaction as the act.
    """
    try:
        return _once(session, act, by=by)
    except IntegrityError:
        # The same ref ran at the same time elsewhere: its acknowledgement is there now.
        return _once(session, act, by=by)
    except Refused as refusal:
        if refusal.code == "token_expired":
            raise  # Who may not act any more is told nothing, not even an old answer.
        # The same ref, done elsewhere while this one waited, is what made it impossible.
        earlier = Ledger(session, [(by, act)]).earlier(by, act)
        if earlier is None:
            raise
        return earlier


def _once(session: Session, act: LiveAct, *, by: Principal) -> Result:
    if not type(act).writes:
        people.demand_current(by)
        return act.perform(by=by, session=session)
    with transaction.atomic():
        staying.stay([by])
        people.demand_current(by)
        if not type(act).keeps_ack:
            return act.perform(by=by, session=session)
        ledger = Ledger(session, [(by, act)])
        earlier = ledger.earlier(by, act)
        if earlier is not None:
            return earlier
        result = act.perform(by=by, session=session)
        ledger.keep(by, act, result)
        ledger.save()
        return result


def ref_of(document: Any) -> str:
    """Return the ref a document names, or nothing: even a refusal should find its act."""
    ref = document.get("ref") if isinstance(document, dict) else ""
    return ref if isinstance(ref, str) and len(ref) <= 64 else ""
