"""What somebody asked, supports, chose and thinks of answers, for that person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.portable import Section
from dialogue.listing import listed
from dialogue.models import Ballot, Opinion, PollOption, Question, Support


def export(user: User) -> list[Section]:
    """Return the person's questions in whatever state, support, ballots and opinions."""
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
        _ballots(f"u:{user.pk}"),
        _opinions(f"u:{user.pk}"),
    ]


def _ballots(key: str) -> Section:
    columns = {"session": _("Session"), "question": _("Poll"), "chosen": _("What I chose")}
    rows = []
    for ballot in Ballot.objects.filter(principal=key).select_related("poll__session"):
        poll = ballot.poll
        chosen = PollOption.objects.filter(poll=poll, place__in=ballot.choices)
        texts = listed(chosen.values_list("text", flat=True))
        rows.append({"session": poll.session.title, "question": poll.question, "chosen": texts})
    return Section("ballots", _("My ballots in polls"), columns, rows)


def _opinions(key: str) -> Section:
    columns = {
        "utterance__session__title": _("Session"),
        "utterance__question__number": _("No."),
        "reaction": _("Reaction"),
        "stars": _("Rating from 1 to 5"),
    }
    rows = Opinion.objects.filter(principal=key).order_by("pk").values(*columns)
    return Section("opinions", _("What I made of answers"), columns, list(rows))
