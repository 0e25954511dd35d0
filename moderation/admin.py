"""The word list to keep, and the decisions to look up."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly, Recorded
from moderation import wordlist
from moderation.models import Decision, ListedWord


class ListedWordForm(forms.ModelForm[ListedWord]):
    """Refuses what could never be found."""

    class Meta:
        model = ListedWord
        fields = ("word", "session", "note", "active")

    def clean_word(self) -> str:
        """Return the word; it must hold letters or digits to be looked for."""
        word: str = self.cleaned_data["word"]
        letters, _places = wordlist.fold(word)
        if not letters:
            raise forms.ValidationError(_("A listed word needs letters or digits."))
        return word


@admin.register(ListedWord)
class ListedWordAdmin(Recorded[ListedWord]):
    """Words that point a moderator at something. Used from the next question on."""

    form = ListedWordForm
    list_display = ("word", "note", "session", "active")
    list_filter = ("active",)
    search_fields = ("word", "note")
    raw_id_fields = ("session",)


@admin.register(Decision)
class DecisionAdmin(ReadOnly[Decision]):
    """Read-only: what was decided stays as it was decided."""

    list_display = ("question", "verdict", "reason", "moderator", "at")
    list_filter = ("verdict", "reason")
    list_select_related = ("question", "moderator")
    search_fields = ("text_before", "words")
