"""Form fields that name a unit or a person in writing: no list of 5,000 to scroll through."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import tree
from accounts.models import Organisation, User


class UnitField(forms.CharField):
    """A unit by its code, its name, or the names above it: 清江市/交通运输局."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Its name or administrative code. One of several: city/bureau."),
        )
        super().__init__(max_length=400, **kwargs)

    def clean(self, value: Any) -> Organisation | None:
        """Return the one unit that is meant. Raises ValidationError in words."""
        text = str(super().clean(value))
        if not text:
            return None
        match tree.named(text):
            case []:
                raise ValidationError(_("There is no unit “{name}”.").format(name=text))
            case [one]:
                return one
            case several:
                ways = tree.ways_to(several)
                each = (f"{ways[unit.pk]} / {unit.name}".strip(" /") for unit in several)
                names = _(", ").join(each)
                words = _("Several units are called so: {names}. Please write the one above first.")
                raise ValidationError(words.format(names=names))


class PersonField(forms.CharField):
    """A person by user name, or by the exact name that the public sees."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("User name, or exactly the name shown to the public.")
        )
        super().__init__(max_length=150, **kwargs)
        self.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value: Any) -> User | None:
        """Return the person who is meant. Raises ValidationError in words."""
        text = str(super().clean(value))
        if not text:
            return None
        people = User.objects.filter(is_active=True, closed_at=None)
        found = people.filter(Q(username=text) | Q(pseudonym=text))
        # Somebody may be called what is another's user name: then the user name is meant.
        person = next((one for one in found if one.username == text), found.first())
        if person is None:
            raise ValidationError(_("Nobody is called “{name}”.").format(name=text))
        return person


def written(unit: Organisation | None) -> str:
    """Return how a unit is written so that `UnitField` finds it again."""
    return "/".join(each.name for each in tree.way_to(unit)) if unit is not None else ""
