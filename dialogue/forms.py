"""Forms that work without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from dialogue.services.ledger import new_ref
from sessions_app.models import Topic


class AskForm(forms.Form):
    """A question, and for a guest who is new here a name. What is wrong with the words
    themselves the service says, so that both ways of asking say the same.
    """

    # Made with the form: sending it twice asks once.
    ref = forms.RegexField(
        r"^[A-Za-z0-9_-]{8,64}\Z",
        widget=forms.HiddenInput,
        initial=new_ref,
        max_length=64,
        required=False,
    )
    text = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        strip=False,
        # As for the act; the session's own, smaller limit is named by the service.
        max_length=50_000,
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    name = forms.CharField(
        label=_("Name shown to others"),
        widget=forms.TextInput(attrs={"placeholder": _("Guest"), "autocomplete": "nickname"}),
        max_length=20,
        required=False,
    )

    def __init__(
        self, *args: object, ask_name: bool, topics: Iterable[Topic], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not ask_name:
            del self.fields["name"]
        self._offer(list(topics))

    def _offer(self, topics: Sequence[Topic]) -> None:
        """Offer the session's topics to choose from; without any there is nothing to choose."""
        if not topics:
            del self.fields["topic"]
            return
        none = ("", pgettext("topic", "None in particular"))
        choices = [none, *((topic.code, str(topic)) for topic in topics)]
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), required=False, choices=choices)

    def clean_ref(self) -> str:
        """Return the form's reference; the live page's form has none before its script is there."""
        return str(self.cleaned_data["ref"] or new_ref())


class ReceiptForm(forms.Form):
    """A receipt code, as it was noted down: case, spaces and dashes do not matter."""

    code = forms.CharField(label=_("Receipt code"), max_length=40)
