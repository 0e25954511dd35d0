"""Every error and close code a client can get, each saying whether to try again.

One table, so that both edges (socket and POST), the pages and docs/reference/errors.md,
which is generated, say the same thing in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from log.code import BAD, CONFLICT, GONE, MISSING, NO, Code
from log.code import code as _code
from log.codes_office import OFFICE

CODES: dict[str, Code] = {
    # What was sent cannot be read.
    "bad_act": _code(
        BAD, _("This request could not be read. Please reload the page and try again.")
    ),
    "unknown_act": _code(BAD, _("This page is out of date. Please reload it and try again.")),
    "ref_reused": _code(CONFLICT, _("This reference was already used for something else.")),
    # The words themselves.
    "text_empty": _code(BAD, _("Please write something first.")),
    "text_too_short": _code(BAD, _("Please write at least {limit} characters.")),
    "text_too_long": _code(
        BAD, _("This is {length} characters long; at most {limit} are possible. Please shorten it.")
    ),
    "text_bad_characters": _code(
        BAD, _("The text contains characters that cannot be shown. Please remove them.")
    ),
    "text_repeated": _code(
        CONFLICT, _("You have asked this already: it is your question no. {number}.")
    ),
    "name_bad": _code(BAD, _("Please choose a shorter name without special characters.")),
    # Who may do what.
    "sign_in_needed": _code(
        HTTPStatus.UNAUTHORIZED, _("Please sign in first. What you wrote is kept.")
    ),
    "phone_needed": _code(
        NO,
        _(
            "In this session people ask whose telephone is verified. Please verify yours on your"
            " account page; what you wrote is kept."
        ),
    ),
    "token_expired": _code(
        HTTPStatus.UNAUTHORIZED,
        _("Your sign-in needs renewing. What you wrote is kept."),
        retry=True,
    ),
    "not_allowed": _code(NO, _("You do not have the right to do this in this session.")),
    "not_found": _code(MISSING, _("This does not exist, or not for you.")),
    "receipt_unknown": _code(
        MISSING,
        _(
            "No question belongs to this code. Please compare it with the one you noted: it has 12"
            " letters and digits, and never 0, O, 1 or I."
        ),
    ),
    "too_fast": _code(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("This was a little fast. It is kept and will be sent again in a moment."),
        retry=True,
    ),
    "too_many_questions": _code(
        NO, _("Each person can ask {limit} questions in this session, and you have asked them.")
    ),
    "slow_mode": _code(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("In this session you can ask your next question in {seconds} s. What you wrote is kept."),
    ),
    "intake_closed": _code(
        CONFLICT, _("This session takes no questions at the moment. What you wrote is kept.")
    ),
    "not_live": _code(CONFLICT, _("The session is not live at the moment.")),
    "illegal_step": _code(CONFLICT, _("This is not possible any more: the session has moved on.")),
    "not_held": _code(CONFLICT, _("This question has been decided already.")),
    "not_public": _code(CONFLICT, _("This question is not public.")),
    "stale": _code(CONFLICT, _("This question has changed since you saw it. Please look again.")),
    "answered_meanwhile": _code(
        CONFLICT,
        _(
            "This question has been answered meanwhile. What you wrote is kept; send it again to"
            " add it to that answer."
        ),
    ),
    "corrected_meanwhile": _code(
        CONFLICT,
        _(
            "Somebody else has corrected this meanwhile. What you wrote is kept; please look at"
            " how it reads now, then send it again or cancel."
        ),
    ),
    "claimed": _code(CONFLICT, _("{name} is working on this question.")),
    "nothing_to_claim": _code(MISSING, _("No question is waiting.")),
    "no_current": _code(CONFLICT, _("No question is being answered at the moment.")),
    "bad_address": _code(BAD, _("Please give a web address that begins with https://.")),
    "unknown_unit": _code(BAD, _("Please choose one of the units in the list.")),
    "due_passed": _code(BAD, _("Please name a day that has not passed.")),
    "due_too_far": _code(
        BAD,
        _("Please name a day up to {last}. Of what takes longer, promise the next step."),
    ),
    "too_long": _code(BAD, _("A session can go on for {hours} hours after its start at most.")),
    "too_many_pins": _code(
        CONFLICT, _("{most} notices are pinned already. Please take one away first.")
    ),
    "bad_poll": _code(BAD, _("Please give two to {most} different choices.")),
    "poll_open": _code(CONFLICT, _("Another poll is open. Please close it first.")),
    "poll_closed": _code(CONFLICT, _("This poll has been counted already.")),
    "bad_ballot": _code(BAD, _("Please make at least one choice, and at most {most}.")),
    "answer_gone": _code(
        CONFLICT,
        _("Its question was taken down: this answer takes no more reactions and ratings."),
    ),
    "unknown_topic": _code(BAD, _("Please choose one of this session's topics, or none.")),
    "unknown_reason": _code(BAD, _("Please choose one of the reasons.")),
    "words_needed": _code(BAD, _("Please write the reason in words.")),
    "unknown_speaker": _code(BAD, _("Please choose who is speaking.")),
    "unknown_target": _code(BAD, _("There is nothing at this place that could be corrected.")),
    "bad_order": _code(
        BAD, _("Only public questions that wait for an answer can be put in order.")
    ),
    "reply_needed": _code(BAD, _("Please write the reply first.")),
    # Following the log.
    "resync": _code(GONE, _("The record was renewed. The page loads it anew."), retry=True),
    "segment_not_complete": _code(
        MISSING, _("This part of the record is not complete yet."), retry=True
    ),
    # The server's own troubles.
    "busy": _code(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("Many people are writing at once. What you wrote is kept and will be sent again."),
        retry=True,
    ),
    "server_error": _code(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Something went wrong on our side. What you wrote is kept and will be sent again."),
        retry=True,
    ),
    **OFFICE,
}


@dataclass(frozen=True, slots=True)
class Close:
    """Why a socket was closed, and whether the client should come back."""

    code: int
    reason: str
    reconnect: bool


SLOW = Close(4000, "slow, come back", reconnect=True)
TOKEN_EXPIRED = Close(4001, "token expired", reconnect=True)
SIGNED_OUT = Close(4002, "signed out", reconnect=True)
NOT_ALLOWED = Close(4003, "not allowed", reconnect=False)
NO_SUCH_SESSION = Close(4004, "no such session", reconnect=False)
TOO_FAST = Close(4008, "too fast", reconnect=True)
TOO_LARGE = Close(4009, "frame too large", reconnect=False)
BAD_FRAME = Close(4010, "bad frame", reconnect=False)
NO_JOIN = Close(4011, "no join in time", reconnect=True)
RESTARTING = Close(1012, "restarting", reconnect=True)
TOO_MANY = Close(4013, "full, follow by polling", reconnect=False)

CLOSES = [
    SLOW,
    TOKEN_EXPIRED,
    SIGNED_OUT,
    NOT_ALLOWED,
    NO_SUCH_SESSION,
    TOO_FAST,
    TOO_LARGE,
    BAD_FRAME,
    NO_JOIN,
    RESTARTING,
    TOO_MANY,
]


class Refused(Exception):
    """A service said no. Carries a code of CODES and the figures its words need."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def status(self) -> int:
        """Return the HTTP status that goes with the code."""
        return CODES[self.code].status

    def message(self) -> str:
        """Return the refusal in words, in the active language."""
        return str(CODES[self.code].message).format(**self.params)

    def as_json(self) -> dict[str, Any]:
        """Return the error object that both edges send."""
        code = CODES[self.code]
        return {
            "code": self.code,
            "message": self.message(),
            "retry": code.retry,
            "params": self.params,
        }
