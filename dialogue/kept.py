"""What is kept about people who ask and support."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.kept import CONSENT, DUTY
from accounts.retention import Kind
from accounts.sweeps import delete
from dialogue.models import Support
from sessions_app.states import OVER


def guests_support(before: datetime, most: int) -> int:
    """Delete which guest stood behind which question, in sessions that ended before then.

    The count stays: it is in the question's row and in the log.
    """
    over = {"question__session__state__in": OVER, "question__session__ended_at__lt": before}
    return delete(Support.objects.filter(guest=True, **over), most)


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
        name="acknowledgements",
        label=_("What your page was answered with last, and answers being written"),
        why=_("So that nothing is done twice when the network fails, and no draft is lost"),
        basis=CONSENT,
        seen_by=_("Nobody; drafts those who answer"),
        tables=("dialogue.Acknowledgement", "dialogue.Draft"),
        ends=_("After 30 days; a draft when its answer is given"),
    ),
)
