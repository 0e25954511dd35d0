"""What is kept about people who moderate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.kept import DUTY
from accounts.retention import Kind

KINDS = (
    Kind(
        name="decisions",
        label=_("Who decided what becomes public, and why"),
        why=_("So that every decision can be traced"),
        basis=DUTY,
        seen_by=_("The moderators of the session and the auditor"),
        tables=("moderation.Decision", "moderation.Claim"),
        ends=_("Does not end: it belongs to the record of the question"),
    ),
)
