"""The form in which a person says how they want to be told of things."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.utils.translation import get_language

from accounts.delivery import push, sms
from accounts.models import User
from accounts.services import preferences


class PreferencesForm(forms.ModelForm[User]):
    """Language, channels and reminders. A channel that leads nowhere cannot be ticked."""

    class Meta:
        model = User
        fields = preferences.FIELDS
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["language"] = self.initial.get("language") or get_language()
        self.fields["language"].required = True
        person = self.instance
        self.has_email = EmailAddress.objects.filter(user=person, verified=True).exists()
        self.has_phone = bool(person.phone and person.phone_verified)
        if not sms.available():
            del self.fields["tell_by_sms"]
        if not push.available():
            del self.fields["tell_by_push"]

    def clean_language(self) -> str:
        """Return the language; only those of the platform exist."""
        language = str(self.cleaned_data["language"])
        return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def keep(self) -> None:
        """Keep what was chosen: by the service, which touches nothing else of the person."""
        preferences.change(self.instance, self.cleaned_data)
