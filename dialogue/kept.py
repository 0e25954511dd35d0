"""What is kept about people who ask and support."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.kept import CONSENT, DUTY
from accounts.retention import Kind
from accounts.sweeps import delete
from dialogue.models import Ballot, Opinion, Support
from sessions_app.states import OVER


def guests_support(before: datetime, most: int) -> int:
    """Delete which guest stood behind which question, in sessions that ended before then.

    The count stays: it is in the question's row and in the log.
    """
    return delete(Support.objects.filter(guest=True, **_over("question__session", before)), most)


def _over(session: str, before: datetime) -> dict[str, object]:
    return {f"{session}__state__in": OVER, f"{session}__ended_at__lt": before}


def guests_ballots(before: datetime, most: int) -> int:
    """Delete which guest voted for what, in sessions that ended before then; counts stay."""
    return delete(Ballot.objects.filter(guest=True, **_over("poll__session", before)), most)


def guests_opinions(before: datetime, most: int) -> int:
    """Delete which guest thought what of an answer, likewise; counts stay."""
    rows = Opinion.objects.filter(guest=True, **_over("utterance__session", before))
    return delete(rows, most)


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
        label=_("Which guest, known by a random cookie, stands behind which question"),
        why=_("So that each guest counts once"),
        basis=CONSENT,
        seen_by=_("Nobody"),
        tables=(),
        ends=_("from the session's end; the count stays"),
        days=180,
        sweep=guests_support,
    ),
    Kind(
        name="guest_ballots",
        label=_("Which guest, known by a random cookie, chose what in a poll"),
        why=_("So that each guest counts once"),
        basis=CONSENT,
        seen_by=_("Nobody"),
        tables=(),
        ends=_("from the session's end; the count stays"),
        days=180,
        sweep=guests_ballots,
    ),
    Kind(
        name="guest_opinions",
        label=_("Which guest, known by a random cookie, made what of an answer"),
        why=_("So that each guest counts once"),
        basis=CONSENT,
        seen_by=_("Nobody"),
        tables=(),
        ends=_("from the session's end; the count stays"),
        days=180,
        sweep=guests_opinions,
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
