"""One act on its way through, the same for the socket and for POST."""

from __future__ import annotations

import logging
from typing import Any

from accounts.principals import Principal
from dialogue import limits, live, threads
from dialogue.acts import Ask
from dialogue.perform import Ack, parse, perform, ref_of
from dialogue.services.asking import Ask as OneAsk
from log.codes import Refused
from sessions_app.models import Session

logger = logging.getLogger(__name__)


async def handle(session: Session, document: Any, *, by: Principal | None) -> Ack:
    """Parse an act, call its service, and return the acknowledgement; never raises."""
    ref = ref_of(document)
    try:
        return Ack(ref, result=await _handle(session, document, by=by))
    except Refused as refusal:
        return Ack(ref, error=refusal)
    except Exception:
        logger.exception("an act failed")
        return Ack(ref, error=Refused("server_error"))


async def _handle(session: Session, document: Any, *, by: Principal | None) -> dict[str, Any]:
    act = parse(document)
    if by is None:
        raise Refused("sign_in_needed")
    (limits.acts if act.writes else limits.typing).take(by.key)
    if isinstance(act, Ask):
        answer = await live.here().intake.submit(session.pk, OneAsk(by, act))
        if isinstance(answer, Refused):
            raise answer
        return answer
    through = threads.write if act.writes else threads.read
    return await through(_perform, session.pk, act, by)


def _perform(session_id: int, act: Any, by: Principal) -> dict[str, Any]:
    # Read anew in the writing thread: another act may have changed it since.
    session = Session.objects.select_related("organisation").get(pk=session_id)
    return perform(session, act, by=by)
