"""The desk over HTTP: lists by keyset, leases, the reasons. Decisions are live acts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dialogue import reasons
from dialogue.api_auth import bearer
from dialogue.api_errors import ERRORS, PUBLIC_ERRORS
from dialogue.states import State
from dialogue.threads import write_and_wait
from moderation import access, rows, work
from moderation.queries import Filter, Look
from moderation.schemas import ClaimIn, QuestionOut, QueueOut, ReasonOut, RowOut, WorkOut
from moderation.services import claiming, looking

router = Router(tags=["desk"])

After = Annotated[int, Query(ge=0, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200)]
Words = Annotated[str, Query(max_length=100, description="in the text, as a name or a number")]


@router.get("/desk/reasons", response={200: list[ReasonOut], **PUBLIC_ERRORS})
def reason_list(request: HttpRequest) -> list[reasons.ReasonLabel]:
    """Return the coded reasons for not showing a question. They are no secret."""
    return reasons.labels()


@router.get("/sessions/{number}/desk/queue", auth=bearer, response={200: QueueOut, **ERRORS})
def queue(
    request: HttpRequest,
    response: HttpResponse,
    number: int,
    state: Filter = "held",
    after: After = 0,
    limit: Limit = 50,
    flagged: bool = False,
    q: Words = "",
) -> QueueOut:
    """Return one page of the desk's list; `flagged` leaves only what the screens point at.

    Whoever looks at what was declined without deciding on it goes on record.
    """
    seat = access.reader(request, number)
    response["Cache-Control"] = "no-store"
    wanted: Filter = "flagged" if flagged and state == "held" else state
    found = rows.queue(seat.session, Look(wanted, q, after, limit), by=seat.who)
    _note_look(seat, {row.state for row in found.rows})
    return found


def _note_look(seat: access.Seat, states: Collection[str]) -> None:
    """Put on record who is shown a declined question, in whichever list it was found."""
    if State.DECLINED in states:
        write_and_wait(looking.note, seat.session, by=seat.who, held=seat.held)


@router.get("/sessions/{number}/desk/work", auth=bearer, response={200: WorkOut, **ERRORS})
def moderators_at_work(request: HttpRequest, response: HttpResponse, number: int) -> WorkOut:
    """Return how much waits for a decision, how much was decided lately, and who holds what."""
    seat = access.reader(request, number)
    response["Cache-Control"] = "no-store"
    return work.of(seat.session)


@router.get(
    "/sessions/{number}/desk/questions/{question}",
    auth=bearer,
    response={200: QuestionOut, **ERRORS},
)
def one_question(
    request: HttpRequest, response: HttpResponse, number: int, question: int
) -> QuestionOut:
    """Return one question with its history and its author's other questions."""
    seat = access.reader(request, number)
    response["Cache-Control"] = "no-store"
    found = rows.detail(seat.session, question, by=seat.who)
    _note_look(seat, {found.state, *(other.state for other in found.others)})
    return found


@router.post("/sessions/{number}/desk/claims", auth=bearer, response={200: RowOut, **ERRORS})
def claim(request: HttpRequest, number: int, body: ClaimIn) -> RowOut:
    """Lease a question for five minutes, or (null) the oldest that nobody works on."""
    seat = access.moderator(request, number)
    if body.number is None:
        leased = write_and_wait(claiming.claim_next, seat.session, by=seat.who)
    else:
        leased = write_and_wait(claiming.claim, seat.session, number=body.number, by=seat.who)
    return rows.one(seat.session, leased.number, by=seat.who)


@router.delete(
    "/sessions/{number}/desk/claims/{question}", auth=bearer, response={200: RowOut, **ERRORS}
)
def release(request: HttpRequest, number: int, question: int) -> RowOut:
    """Give a question back before the lease ends."""
    seat = access.moderator(request, number)
    write_and_wait(claiming.release, seat.session, number=question, by=seat.who)
    return rows.one(seat.session, question, by=seat.who)
