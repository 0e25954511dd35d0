"""The poster and the documents of a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.office import Staff
from accounts.typed import Line
from accounts.upload_fields import DocumentUpload, ImageUpload
from sessions_app.models import Session
from sessions_app.offices.access import planning
from sessions_app.offices.sessions import context_of
from sessions_app.services import papers as shelf


class PaperForm(forms.Form):
    """A file, or a link; and how it is called."""

    title = Line(
        label=gettext_lazy("What it is called"),
        max_length=80,
    )
    file = DocumentUpload(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint, OpenDocument or plain text, up to 20 MB."
        ),
    )
    link = forms.URLField(
        label=gettext_lazy("Or a link"), max_length=400, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """Demand exactly one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        file, link = cleaned.get("file"), cleaned.get("link")
        if "file" in cleaned and "link" in cleaned and bool(file) == bool(link):
            words = _("Please take one of them: a file or a link.")
            none = _("Please choose a file, or write a link.")
            self.add_error("file", words if file else none)
        return cleaned


class PosterForm(forms.Form):
    """A picture."""

    poster = ImageUpload(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, up to 10 MB. Where and when it was taken is removed."
        ),
    )


@planning
def papers(request: HttpRequest, staff: Staff, session: Session) -> HttpResponseBase:
    """Keep what is shown and read beforehand."""
    form, picture = PaperForm(), PosterForm()
    if request.method == "POST":
        if "title" in request.POST:
            form = PaperForm(request.POST, request.FILES)
        elif "show" in request.POST:
            picture = PosterForm(request.POST, request.FILES)
        bound = next((each for each in (form, picture) if each.is_bound), None)
        if bound is None or bound.is_valid():
            _change(request, staff, session, form, picture)
            return redirect("office_session_papers", session.number)
    context = context_of(
        staff, session, form=form, picture=picture, documents=session.documents.all()
    )
    status = 422 if form.errors or picture.errors else 200
    return render(request, "sessions_app/office/papers.html", context, status=status)


def _change(
    request: HttpRequest, staff: Staff, session: Session, form: PaperForm, picture: PosterForm
) -> None:
    sent, by = request.POST, staff.principal
    if form.is_bound:
        shelf.add(session, **form.cleaned_data, by=by)
        messages.success(request, _("The document is added."))
    elif picture.is_bound:
        shelf.set_poster(session, picture.cleaned_data["poster"], by=by)
        messages.success(request, _("The poster is shown."))
    elif "hide" in sent:
        shelf.set_poster(session, None, by=by)
        messages.success(request, _("The poster is removed."))
    elif "remove" in sent:
        shelf.remove(session, _id(sent["remove"]), by=by)
        messages.success(request, _("The document is removed."))
    else:
        up = "up" in sent
        shelf.move(session, _id(sent.get("up" if up else "down", "")), up=up, by=by)


def _id(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
