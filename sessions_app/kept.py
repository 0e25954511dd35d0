"""What is kept about people around sessions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.kept import CONSENT, DUTY, ONLY_YOU
from accounts.retention import Kind

KINDS = (
    Kind(
        name="follows",
        label=_("What you follow: sessions, leaders, units, topics"),
        why=_("To tell you of what you asked to hear of"),
        basis=CONSENT,
        seen_by=ONLY_YOU,
        tables=("sessions_app.Follow",),
        ends=_("When you stop following or close the account"),
    ),
    Kind(
        name="wishes",
        label=_("Sessions you suggested, and your votes"),
        why=_("So that the public can say whom to invite"),
        basis=CONSENT,
        seen_by=_("Everybody the suggestion; you and its reviewers that it is yours"),
        tables=("sessions_app.Wish", "sessions_app.WishVote"),
        ends=_("Suggestions stay without your name when you close the account; votes go"),
    ),
    Kind(
        name="roles",
        label=_("Who planned a session, who answers in it, who works behind it"),
        why=_("So that everybody can do their work, and no more"),
        basis=DUTY,
        seen_by=_("Everybody who answered; staff the rest"),
        tables=(
            "sessions_app.Session",
            "sessions_app.Guest",
            "sessions_app.SessionUserPermission",
        ),
        ends=_("Does not end: a public record says who answered"),
    ),
)
