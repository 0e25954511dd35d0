"""The form in which a session is planned: one page, in sections."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.models import Organisation
from accounts.office import Staff
from accounts.typed import Line, Words
from log.codes import Refused
from sessions_app import streams
from sessions_app.models import Asking, Session, Topic
from sessions_app.offices import units
from sessions_app.offices.fields import MomentField, number
from sessions_app.services.drafting import Plan
from sessions_app.states import State

# Earlier before later: announced, then questions, then the start, then the end.
ORDER: tuple[tuple[str, str, StrPromise], ...] = (
    ("announce_at", "starts_at", _("A session is announced before it starts.")),
    ("announce_at", "collect_from", _("Questions are taken once the session is announced.")),
    ("collect_from", "starts_at", _("Early questions begin before the start.")),
    ("starts_at", "ends_at", _("A session ends after it has started.")),
)
# The field beside which the words of ORDER stand.
BESIDE = {("announce_at", "collect_from"): "collect_from", ("starts_at", "ends_at"): "ends_at"}
SECTIONS: tuple[tuple[StrPromise, tuple[str, ...]], ...] = (
    (_("What it is about"), ("title", "summary", "topics")),
    (
        _("When"),
        (
            *("starts_at", "ends_at", "announce_at", "collect_from"),
            *("opens_by_clock", "grace_minutes"),
        ),
    ),
    (_("Who may take part"), ("asking", "guests_may_support")),
    (_("Limits"), ("max_length", "per_person", "slow_seconds", "promise_minutes")),
    (_("While it is live"), ("live_text", "stream_url")),
)


class PlanForm(forms.Form):
    """What is planned about a session. Times that followers know of move by postponing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit_words = Line(
        label=_("Unit"),
        max_length=80,
        help_text=_("The unit that holds the session. Type part of its name."),
    )
    title = Line(
        label=_("Theme"),
        max_length=80,
        help_text=_("What the public reads first. Up to 80 characters."),
    )
    summary = Words(
        label=_("In a few words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_at = MomentField(label=_("Starts at"))
    ends_at = MomentField(label=_("Ends at"))
    announce_at = MomentField(
        label=_("Announce at"),
        required=False,
        help_text=_("It becomes public by itself then. Leave it empty to announce it by hand."),
    )
    collect_from = MomentField(
        label=_("Questions from"),
        required=False,
        help_text=_("Early questions, before the start. Empty: from the start on."),
    )
    opens_by_clock = forms.BooleanField(label=_("Goes live by itself at the start"), required=False)
    grace_minutes = number(
        0,
        600,
        label=_("Minutes of grace"),
        help_text=_("So long after the planned end it may go on before it ends by itself."),
    )
    asking = forms.ChoiceField(
        label=_("Who may ask"), choices=Asking.choices, widget=forms.RadioSelect
    )
    guests_may_support = forms.BooleanField(
        label=_("Guests may support questions without signing in"), required=False
    )
    max_length = number(20, 5000, label=_("Longest question, in characters"))
    per_person = number(1, 100, label=_("Questions per person"))
    slow_seconds = number(
        0,
        3600,
        label=_("Slow mode: seconds between two questions of one person"),
        help_text=_("0 is off."),
    )
    promise_minutes = number(
        1,
        1440,
        label=_("Questions are reviewed within minutes"),
        help_text=_("This is what everyone who asks is told."),
    )
    live_text = forms.BooleanField(
        label=_("What is being written down is shown while it is typed"),
        required=False,
        help_text=_(
            "Everyone sees the words of host and stenographer appear, before they are on record."
        ),
    )
    stream_url = forms.CharField(
        label=_("Address of the live stream"),
        max_length=400,
        required=False,
        widget=forms.URLInput,
        help_text=_("Only addresses of hosts that the platform has listed are taken."),
    )

    def __init__(self, *args: Any, staff: Staff, session: Session | None, **kwargs: Any) -> None:
        self.staff, self.session = staff, session
        super().__init__(*args, **kwargs)
        offered = Topic.objects.filter(active=True)
        if session is not None:
            # What the session has it keeps, although it is not offered any more.
            offered = (offered | session.topics.all()).distinct()
        topics = self.fields["topics"]
        assert isinstance(topics, forms.ModelMultipleChoiceField)
        topics.queryset = offered
        self.is_public = session is not None and session.state != State.DRAFT
        if self.is_public:
            for name in ("starts_at", "ends_at", "announce_at"):
                del self.fields[name]
        # What the words for the unit leave open: one of these is chosen.
        self.choices: list[Organisation] = []

    def sections(self) -> list[tuple[StrPromise, list[forms.BoundField]]]:
        """Return the fields as they stand on the page."""
        return [
            (label, [self[name] for name in names if name in self.fields])
            for label, names in SECTIONS
        ]

    def clean(self) -> dict[str, Any]:
        """Hold the times in their order, find the unit, ask whether the stream may be shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        for earlier, later, words in ORDER:
            before, after = self._moment(cleaned, earlier), self._moment(cleaned, later)
            if before and after and before >= after and {earlier, later} & set(self.fields):
                beside = BESIDE.get((earlier, later), earlier)
                self.add_error(beside if beside in self.fields else None, words)
        if "unit_words" in cleaned:
            self._find_unit(cleaned["unit_words"])
        if "stream_url" in self.changed_data:
            self._check_stream(cleaned.get("stream_url", ""))
        return cleaned

    def _moment(self, cleaned: dict[str, Any], name: str) -> Any:
        if name in self.fields or self.session is None:
            return cleaned.get(name)
        return getattr(self.session, name)

    def clean_starts_at(self) -> Any:
        """Return the start. Raises ValidationError for a new one that has passed."""
        starts = self._as_stored("starts_at", self.cleaned_data["starts_at"])
        known = self.session and starts == self.session.starts_at
        if starts and starts <= timezone.now() and not known:
            raise ValidationError(_("This time has passed already."))
        return starts

    def _as_stored(self, name: str, typed: datetime | None) -> datetime | None:
        """Return the stored time where only its seconds, which are not shown, are missing."""
        kept: datetime | None = getattr(self.session, name, None)
        return kept if kept and typed == kept.replace(second=0, microsecond=0) else typed

    def _find_unit(self, words: str) -> None:
        found = units.matching(self.staff, words, self.data.get("unit", ""), self.session)
        if len(found) == 1:
            self.unit = found[0]
            return
        self.choices = found
        several = _("Several units match. Please choose one of them.")
        none = _("None of your units is called like this. Please type part of its name.")
        self.add_error("unit_words", several if found else none)

    def _check_stream(self, address: str) -> None:
        try:
            if address:
                streams.understand(address)
        except Refused as refusal:
            self.add_error("stream_url", refusal.message())

    def plan(self) -> Plan:
        """Return what was planned, for the service."""
        left_out = {"version", "unit_words", "topics"}
        values: Any = {
            name: self._as_stored(name, value) if isinstance(value, datetime) else value
            for name, value in self.cleaned_data.items()
            if name not in left_out
        }
        plan: Any = {**values, "organisation": self.unit}
        return cast("Plan", plan)


def stored(session: Session) -> dict[str, Any]:
    """Return what the form shows of a session as it is stored."""
    names = [name for name in PlanForm.base_fields if hasattr(session, name)]
    return {name: getattr(session, name) for name in names} | {
        "topics": list(session.topics.all()),
        "unit_words": session.organisation.name,
    }


def fresh(staff: Staff) -> dict[str, Any]:
    """Return what the form begins with: the platform's usual rules, and the only unit."""
    usual, unit = Session(), units.only(staff)
    names = ("grace_minutes", "asking", "max_length", "per_person", "slow_seconds")
    rules = {name: getattr(usual, name) for name in (*names, "promise_minutes")}
    return rules | {"unit_words": unit.name if unit else ""}
