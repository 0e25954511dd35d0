"""What the page of one case can do: each button, what it sends and what it says when done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.principals import Principal
from cases import pressed
from cases.events import CaseAccepted, CaseClosed, CaseNoted, CaseReplied
from cases.forms import NoteForm, ReplyForm, StepForm
from cases.models import Case
from cases.services import handling
from dialogue.threads import write_and_wait
from log.codes import Refused
from log.vocabulary import EventData

# What these codes mean at this desk, and that nothing is lost.
WORDS: Mapping[str, StrPromise] = {
    "stale": _(
        "A colleague has changed this case since you opened it. This is how it stands now;"
        " what you wrote is kept."
    ),
    "illegal_step": _("This step is not possible as the case stands now. What you wrote is kept."),
}


@dataclass(frozen=True, slots=True)
class Doing:
    """A button of the page: what it sends, what it does and tells, what is said when it is done."""

    form: type[Form]
    event: type[EventData]
    run: Callable[[Case, Mapping[str, Any], Principal], object]
    done: StrPromise


DOINGS: Mapping[str, Doing] = {
    "accept": Doing(
        StepForm,
        CaseAccepted,
        lambda case, sent, by: handling.accept(case, version=sent["version"], by=by),
        _("The case is in your unit's hands, and everybody can see it."),
    ),
    "reply": Doing(
        ReplyForm,
        CaseReplied,
        lambda case, sent, by: handling.reply(
            case, version=sent["version"], text=sent["text"], by=by
        ),
        _("The reply is public."),
    ),
    "close": Doing(
        StepForm,
        CaseClosed,
        lambda case, sent, by: handling.close(case, version=sent["version"], by=by),
        _("The case is closed."),
    ),
    "note": Doing(
        NoteForm,
        CaseNoted,
        lambda case, sent, by: handling.note(case, text=sent["note"], by=by),
        _("The note is kept."),
    ),
}


def attempt(doing: Doing, case: Case, sent: QueryDict, who: Principal) -> Refused | None:
    """Do what was sent and return None, or return why it was refused."""
    form = doing.form(sent)
    if not form.is_valid():
        return Refused("bad_act")
    try:
        write_and_wait(doing.run, case, form.cleaned_data, who)
    except Refused as refusal:
        done = refusal.code == "stale" and pressed.again(
            case, doing.event.kind, form.cleaned_data, who
        )
        return None if done else refusal
    return None


def in_words(refused: Refused) -> str:
    """Return why something was refused, in the words of this desk."""
    own = WORDS.get(refused.code)
    return str(own) if own else refused.message()
