"""Every error and close code a client can get, each saying whether to try again.

One table, so that both edges (socket and POST), the pages and docs/reference/errors.md,
which is generated, say the same thing in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Code:
    """What one refusal means: its HTTP status, whether a retry can help, its words."""

    status: int
    retry: bool
    message: StrPromise


def _code(status: HTTPStatus, message: StrPromise, *, retry: bool = False) -> Code:
    return Code(status=status.value, retry=retry, message=message)


BAD, NO, GONE = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FORBIDDEN, HTTPStatus.GONE
CONFLICT, MISSING = HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND

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
    "real_name_needed": _code(
        NO,
        _(
            "In this session people ask whose real name is verified. Please verify yours on your"
            " account page; what you wrote is kept, and the public sees only the name you chose."
        ),
    ),
    "token_expired": _code(
        HTTPStatus.UNAUTHORIZED,
        _("Your sign-in needs renewing. What you wrote is kept."),
        retry=True,
    ),
    "consent_needed": _code(
        NO, _("You took your consent back, so your account rests. Agree again to go on with it.")
    ),
    "second_factor_needed": _code(
        NO, _("Staff sign in with a second factor. Please set one up, or use yours, first.")
    ),
    "hand_over_first": _code(
        CONFLICT,
        _(
            "You hold a duty or a right, or are expected to answer in a session. Please ask your"
            " administrator to give it to somebody else first; then you can close the account."
        ),
    ),
    "id_number_bad": _code(
        BAD, _("This is not the number of an identity card. Please look at every digit again.")
    ),
    "too_young": _code(
        NO,
        _(
            "People under {age} cannot have their name checked here. Please ask a parent or"
            " guardian to put the question for you."
        ),
    ),
    "real_name_differs": _code(
        BAD,
        _("Name and number do not belong together. Please write both as on the identity card."),
    ),
    "real_name_away": _code(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The check does not answer at the moment. Nothing was kept; please try again later."),
        retry=True,
    ),
    "real_name_tries": _code(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("That were {limit} tries today. Please try again tomorrow, or ask the help desk."),
    ),
    "reason_too_short": _code(
        BAD, _("Please write the reason in at least {least} characters. It is on record.")
    ),
    "too_short_a_time": _code(BAD, _("This has to be kept for at least {floor} days.")),
    "too_long_a_time": _code(BAD, _("Nothing with a period is kept for more than {most} days.")),
    "not_allowed": _code(NO, _("You do not have the right to do this in this session.")),
    "not_yours": _code(NO, _("This is outside of what you keep. Nothing was changed.")),
    "own_rights": _code(
        NO, _("Nobody gives rights or duties to themselves. Please ask a colleague.")
    ),
    "auditor_apart": _code(
        CONFLICT,
        _(
            "An auditor holds no other right, and whoever holds a right does not become an"
            " auditor. Please take the rights away first."
        ),
    ),
    "last_guardian": _code(
        CONFLICT,
        _("This is the last security administrator. Please name another one first."),
    ),
    "name_taken": _code(CONFLICT, _("There is a unit of this name at this place already.")),
    "code_taken": _code(CONFLICT, _("Another unit has this administrative code already.")),
    "below_itself": _code(CONFLICT, _("A unit cannot stand below itself.")),
    "units_below": _code(
        CONFLICT, _("There are units below this one. Please close or move them first.")
    ),
    "unit_closed": _code(CONFLICT, _("This unit is closed and takes nothing new.")),
    "sheet_gone": _code(
        GONE, _("This sheet is not kept any more. Please upload it again; nothing was changed.")
    ),
    "sheet_faulty": _code(BAD, _("Something in the sheet is wrong. Nothing was changed.")),
    "sheet_outdated": _code(
        CONFLICT,
        _(
            "Things have changed since you looked. This is what the sheet would do now;"
            " nothing was changed."
        ),
    ),
    "ends_too_early": _code(BAD, _("A post ends on the day it began, or later.")),
    "account_taken": _code(CONFLICT, _("This account belongs to another leader already.")),
    "read_only": _code(NO, _("An auditor reads everything and changes nothing.")),
    "not_on_yourself": _code(
        NO, _("This cannot be done to one's own account. Please ask a colleague with this duty.")
    ),
    "not_found": _code(MISSING, _("This does not exist, or not for you.")),
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
    "too_many_wishes": _code(
        NO, _("Each person can suggest {limit} sessions a day. Please come back tomorrow.")
    ),
    # The moment has passed.
    "wish_closed": _code(CONFLICT, _("This suggestion has been decided already.")),
    "intake_closed": _code(
        CONFLICT, _("This session takes no questions at the moment. What you wrote is kept.")
    ),
    "not_live": _code(CONFLICT, _("The session is not live at the moment.")),
    "illegal_step": _code(CONFLICT, _("This is not possible any more: the session has moved on.")),
    "not_held": _code(CONFLICT, _("This question has been decided already.")),
    "not_public": _code(CONFLICT, _("This question is not public.")),
    "stale": _code(CONFLICT, _("This question has changed since you saw it. Please look again.")),
    "claimed": _code(CONFLICT, _("{name} is working on this question.")),
    "nothing_to_claim": _code(MISSING, _("No question is waiting.")),
    "no_current": _code(CONFLICT, _("No question is being answered at the moment.")),
    "unknown_reason": _code(BAD, _("Please choose one of the reasons.")),
    "words_needed": _code(BAD, _("Please write the reason in words.")),
    "unknown_speaker": _code(BAD, _("Please choose who is speaking.")),
    "unknown_target": _code(BAD, _("There is nothing at this place that could be corrected.")),
    "bad_order": _code(
        BAD, _("Only public questions that wait for an answer can be put in order.")
    ),
    "reply_needed": _code(BAD, _("Please write the reply first.")),
    # Planning.
    "session_changed": _code(
        CONFLICT, _("Somebody has changed this session since you opened the page.")
    ),
    "start_passed": _code(
        CONFLICT, _("The start has passed already. Please choose later times first.")
    ),
    "notice_reason_needed": _code(
        BAD, _("It begins in less than {days} days. Please write why it is announced so late.")
    ),
    "guest_twice": _code(CONFLICT, _("{name} is on the list already.")),
    "roles_missing": _code(CONFLICT, _("The session cannot go live yet. Still missing: {missing}")),
    # What was uploaded.
    "upload_too_large": _code(
        BAD, _("This file is too large: at most {limit} MB are possible. Please choose another.")
    ),
    "image_unreadable": _code(BAD, _("Please choose a picture: JPEG, PNG or WebP.")),
    "image_too_many_pixels": _code(
        BAD, _("This picture has more than {limit} million pixels. Please make it smaller.")
    ),
    "document_kind": _code(
        BAD,
        _(
            "Please choose a document: PDF, Word, Excel or PowerPoint without macros,"
            " OpenDocument text or plain text."
        ),
    ),
    # The live stream of a session.
    "stream_bad_address": _code(
        BAD, _("Please give the full address of the stream; it begins with https://.")
    ),
    "stream_bad_host": _code(
        BAD,
        _(
            "Streams and players of {host} are not allowed here. Whoever runs the platform can"
            " allow that host."
        ),
    ),
    "stream_inside": _code(
        BAD, _("{host} leads into a network that is not public, so it was not asked.")
    ),
    "stream_no_answer": _code(
        CONFLICT, _("{host} does not answer, or not in time. Is the stream running?"), retry=True
    ),
    "stream_bad_status": _code(
        CONFLICT, _("{host} answers that it has nothing there (status {status}).")
    ),
    "stream_not_playlist": _code(
        CONFLICT, _("What {host} sends is no HLS playlist. Please check the address.")
    ),
    "stream_not_live": _code(
        CONFLICT, _("{host} sends a recording that has ended, not a live stream.")
    ),
    "stream_no_segment": _code(
        CONFLICT,
        _("{host} has a playlist, but no picture in it yet. Has the camera begun to send?"),
    ),
    "stream_unknown": _code(
        BAD,
        _(
            "This is neither an HLS stream (an address that ends in .m3u8) nor a video or player"
            " that can be shown on the page."
        ),
    ),
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
