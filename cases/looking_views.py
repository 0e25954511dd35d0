"""The office page on which somebody with that right looks at who a person is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accounts import office
from accounts.models import LookReason, User
from accounts.office import Staff
from accounts.typed import Words
from cases import looking
from dialogue.models import Question
from log.codes import Refused


class LookForm(forms.Form):
    """The occasion, the kind of reason, and the reason in words."""

    occasion = forms.TypedChoiceField(label=_("For which question?"), coerce=int)
    why = forms.ChoiceField(label=_("Why?"), choices=LookReason.choices)
    reason = Words(
        label=_("The reason in words"),
        min_length=looking.LEAST_REASON,
        max_length=looking.MOST_REASON,
        help_text=_("Kept in the audit log. The person sees when and from where, and the kind."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, occasions: list[Question]) -> None:
        super().__init__(data)
        field: Any = self.fields["occasion"]
        field.choices = [(question.pk, _named(question)) for question in occasions]


@office.office(office.identifies)
@sensitive_variables("seen", "context")
def identity(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Show who a person is, after a reason was written down; masked, then whole if asked again.

    People who asked nothing in one's branch are answered like people who do not exist. What
    is seen is the answer to the form and nothing else: no address shows it, no cache keeps it.
    """
    user = get_object_or_404(User, pk=number, closed_at=None)
    occasions = looking.occasions(user, staff.principal)
    if not occasions:
        raise Http404
    form = LookForm(request.POST if request.method == "POST" else None, occasions)
    context: dict[str, Any] = {"here": "office_people", "staff": staff, "person": user}
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        occasion = next(each for each in occasions if each.pk == words["occasion"])
        whole = bool(request.POST.get("whole"))
        wanted = looking.Request(occasion, words["why"], words["reason"], whole)
        try:
            context |= {"seen": looking.look(user, wanted, by=staff.principal), "whole": whole}
        except Refused as refusal:
            form.add_error(None, refusal.message())
    context["form"] = form
    status = 422 if form.errors else 200
    return render(request, "cases/identity.html", context, status=status)


def _named(question: Question) -> str:
    link = getattr(question, "case_link", None)
    case = f" · {link.case.number}" if link else ""
    return f"{question.session.title} · {question.number}{case}"
