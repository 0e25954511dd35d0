"""What is kept about people who ask and support."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.kept import CONSENT, DUTY
from accounts.retention import Kind
from accounts.sweeps import delete
from dialogue.models import Ballot, Opinion, Support
from sessions_app.states import OVER

# Where a guest's key stands beside a count, and the way from there to the session.
_BY_GUESTS: tuple[tuple[type[Model], str], ...] = (
    (Support, "question__session"),
    (Ballot, "poll__session"),
    (Opinion, "utterance__session"),
)


def guests(before: datetime, most: int) -> int:
    """Delete which guest stood behind what, chose what and thought what of an answer, in sessions
    that ended before then.

    The counts stay: they are in the rows of question, poll and answer, and in the log.
    """
    gone = 0
    for table, session in _BY_GUESTS:
        over = {f"{session}__state__in": OVER, f"{session}__ended_at__lt": before}
        gone += delete(table._default_manager.filter(guest=True, **over), most - gone)
    return gone


KINDS = (
    Kind(
        name="questions",
        label=_("Your questions: words, name shown, receipt code, what became of them"),
        why=_("To answer them, and so that anybody can recount what was asked and answered"),
        basis=DUTY,
        seen_by=_("Everybody once they are public; before that you and the moderators"),
        tables=("dialogue.Question", "log.Event"),
        ends=_("Does not end: it is a public record. Your name goes when you close the account"),
    ),
    Kind(
        name="support",
        label=_("Which questions you stand behind"),
        why=_("So that each person counts once"),
        basis=CONSENT,
        seen_by=_("You; everybody the count"),
        tables=("dialogue.Support",),
        ends=_("Stays as a count without a name when you close the account"),
    ),
    Kind(
        name="ballots",
        label=_("What you chose in polls, and what you made of answers"),
        why=_("So that each person counts once"),
        basis=CONSENT,
        seen_by=_("You; everybody the counts"),
        tables=("dialogue.Ballot", "dialogue.Opinion"),
        ends=_("Stays as a count without a name when you close the account"),
    ),
    Kind(
        name="notes",
        label=_("Notes between those who run a session"),
        why=_("So that whoever answers knows what staff told them"),
        basis=DUTY,
        seen_by=_("Those who work in the session"),
        tables=("dialogue.Note",),
        ends=_("Does not end: it belongs to the session's files"),
    ),
    Kind(
        name="guests",
        label=_(
            "Which guest, known by a random cookie, stands behind which question, chose what in a"
            " poll, and made what of an answer"
        ),
        why=_("So that each guest counts once"),
        basis=CONSENT,
        seen_by=_("Nobody"),
        tables=(),
        ends=_("from the session's end; the counts stay"),
        days=180,
        sweep=guests,
    ),
    Kind(
        name="acknowledgements",
        label=_("What your page was answered with last, and answers being written"),
        why=_("So that nothing is done twice when the network fails, and no draft is lost"),
        basis=CONSENT,
        seen_by=_("Nobody; drafts those who answer"),
        tables=("dialogue.Acknowledgement", "dialogue.Draft"),
        ends=_("After 30 days; a draft when its answer is given"),
    ),
)
