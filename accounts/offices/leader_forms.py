"""What is asked of a leader, and of a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import uploads
from accounts.models import Leader, Tenure
from accounts.offices.fields import PersonField, UnitField
from accounts.services.leaders import Person, Post
from accounts.typed import Line, formfield
from accounts.upload_fields import ImageUpload
from log.codes import Refused


class LeaderForm(forms.ModelForm[Leader]):
    """What is told of a leader. It saves nothing: the service does."""

    user = PersonField(
        label=_("Account"),
        required=False,
        help_text=_("With an account, the leader answers in person. User name or public name."),
    )
    portrait = ImageUpload(label=_("Portrait"), required=False, longest=uploads.PORTRAIT)

    class Meta:
        model = Leader
        formfield_callback = formfield
        fields = ["name", "biography"]
        labels = {"name": _("Name of the leader")}
        widgets = {"biography": forms.Textarea(attrs={"rows": 8})}

    @property
    def person(self) -> Person:
        """Return what the service takes."""
        told = self.cleaned_data
        return Person(
            name=told["name"],
            biography=told["biography"],
            user=told["user"],
            portrait=told["portrait"],
        )


class PostForm(forms.ModelForm[Tenure]):
    """A post in a unit that is known already. It saves nothing: the service does."""

    class Meta:
        model = Tenure
        formfield_callback = formfield
        fields = ["post", "since", "until", "spokesperson", "place"]
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "until": _("Empty while in office. A post that has ended stays on the page."),
            "spokesperson": _("Answers in the unit's name when a matter is hot."),
            "place": _("Who is named first has 1."),
        }

    def clean(self) -> dict[str, Any] | None:
        """Put it beside the day where a post would end before it began."""
        told = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", Refused("ends_too_early").message())
        return told

    @property
    def told(self) -> Post:
        """Return what the service takes."""
        told = self.cleaned_data
        return Post(
            post=told["post"],
            since=told["since"],
            until=told["until"],
            spokesperson=told["spokesperson"],
            place=told["place"],
        )


class NewPostForm(PostForm):
    """A post, and the unit it is in."""

    unit = UnitField(label=_("Unit"))

    field_order = ["unit", "post", "since", "until", "spokesperson", "place"]


class MovePostForm(forms.Form):
    """To which post somebody goes, and when."""

    unit = UnitField(label=_("New unit"))
    post = Line(label=_("New post"), max_length=60)
    on = forms.DateField(
        label=_("From which day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
