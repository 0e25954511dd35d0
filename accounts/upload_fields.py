"""Form fields for what is uploaded: each gives back what may be stored as it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts import uploads
from log.codes import Refused


class ImageUpload(forms.FileField):
    """A picture; cleaned it is drawn anew, at most `longest` pixels wide and high."""

    widget = forms.FileInput

    def __init__(self, *, longest: int = uploads.POSTER, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    def clean(self, data: Any, initial: Any = None) -> ContentFile[bytes] | None:
        """Return the picture to store, or None. Raises ValidationError in words."""
        given = super().clean(data)
        try:
            return uploads.image(given, longest=self.longest) if given else None
        except Refused as refusal:
            raise ValidationError(refusal.message()) from refusal


class DocumentUpload(forms.FileField):
    """A document: a text, a sheet, slides."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".pdf,.docx,.xlsx,.pptx,.odt,.txt"

    def clean(self, data: Any, initial: Any = None) -> ContentFile[bytes] | None:
        """Return the document to store, or None. Raises ValidationError in words."""
        given = super().clean(data)
        try:
            return uploads.document(given) if given else None
        except Refused as refusal:
            raise ValidationError(refusal.message()) from refusal
