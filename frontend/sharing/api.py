"""The QR code of one's own receipt, for the page on which one has just asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from accounts import queries as people
from dialogue import queries as dialogue
from dialogue.api_auth import bearer, principal
from dialogue.api_errors import ERRORS
from frontend.sharing import addresses, codes
from log.codes import Refused
from sessions_app import queries as sessions

router = Router(tags=["me"])


class ReceiptCodeOut(Schema):
    """A receipt's code as a picture."""

    picture: str = Field(description="an SVG as a data: address, to be shown as it is")


@router.get(
    "/sessions/{number}/mine/{question}/receipt",
    auth=bearer,
    response={200: ReceiptCodeOut, **ERRORS},
)
def receipt_code(
    request: HttpRequest, response: HttpResponse, number: int, question: int
) -> dict[str, Any]:
    """Return the QR code of the receipt of one's own question.

    It opens the look-up with the receipt filled in. Asked for by the question's number: the receipt
    itself stands in no address, and in no log.
    """
    me = principal(request)
    people.demand_current(me)
    own = dialogue.question(sessions.known_by_number(number, me), question)
    if own.author != me.key:
        raise Refused("not_found")
    response["Cache-Control"] = "no-store"
    return {"picture": codes.data(addresses.absolute(f"{reverse('receipt')}#{own.receipt}"))}
