"""What somebody asked and supports, for that person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.portable import Section
from dialogue.models import Question, Support


def export(user: User) -> list[Section]:
    """Return the person's questions in whatever state, and the questions they stand behind."""
    asked = {
        "session__title": _("Session"),
        "number": _("No."),
        "text": _("Words"),
        "original": _("As first asked"),
        "state": _("State"),
        "asked_at": _("Asked"),
        "decided_at": _("Decided"),
        "reason": _("Reason"),
        "words": _("What I was told"),
        "receipt": _("Receipt code"),
        "case_number": _("Case"),
    }
    behind = {
        "question__session__title": _("Session"),
        "question__number": _("No."),
        "question__text": _("Words"),
    }
    questions = Question.objects.filter(user=user).order_by("pk").values(*asked)
    # What was taken down since is shown to nobody.
    supports = Support.objects.filter(principal=f"u:{user.pk}").exclude(
        question__state="taken_down"
    )
    rows = list(supports.order_by("pk").values(*behind))
    return [
        Section("questions", _("My questions"), asked, list(questions)),
        Section("supports", _("Questions I support"), behind, rows),
    ]
