"""The error codes of people, units and the schedule: see log.codes, which holds them all."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from log.code import BAD, CONFLICT, GONE, NO, Code
from log.code import code as _code

OFFICE: dict[str, Code] = {
    "site_bad": _code(
        BAD,
        _(
            "This is not the address of a site. It begins with https:// and a host, for instance"
            " https://www.example.gov.cn."
        ),
    ),
    "too_many_sites": _code(
        CONFLICT, _("A unit allows {most} sites at most. Please remove one that is not used.")
    ),
    "real_name_needed": _code(
        NO,
        _(
            "In this session people ask whose real name is verified. Please verify yours on your"
            " account page; what you wrote is kept, and the public sees only the name you chose."
        ),
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
    "too_many_wishes": _code(
        NO, _("Each person can suggest {limit} sessions a day. Please come back tomorrow.")
    ),
    # The moment has passed.
    "wish_closed": _code(CONFLICT, _("This suggestion has been decided already.")),
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
}
