"""The topics: named in both languages, put in order, taken out of use; none is deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.office import Staff, office, runs
from accounts.typed import Line
from sessions_app.models import Topic
from sessions_app.offices.access import sent
from sessions_app.services import topics as service


class TopicForm(forms.Form):
    """A topic's names, and whether new sessions may have it."""

    name = Line(label=gettext_lazy("Name in Chinese"), max_length=30)
    name_en = Line(label=gettext_lazy("Name in English"), max_length=60)
    active = forms.BooleanField(
        label=gettext_lazy("In use: offered for new sessions"), required=False, initial=True
    )


@office(runs)
def topics(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List the topics in their order; move one up or down."""
    if request.method == "POST":
        up = "up" in request.POST
        pk = request.POST.get("up" if up else "down", "")
        topic = get_object_or_404(Topic, pk=int(pk) if pk.isdecimal() and len(pk) < 18 else 0)
        service.move(topic, up=up, by=staff.principal)
        return redirect("office_topics")
    rows = Topic.objects.annotate(count=Count("sessions"))
    context = {"here": "office_topics", "staff": staff, "topics": rows}
    return render(request, "sessions_app/office/topics.html", context)


@office(runs)
def new(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Add a topic."""
    form = TopicForm(sent(request))
    del form.fields["active"]
    if request.method == "POST" and form.is_valid():
        service.create(**form.cleaned_data, by=staff.principal)
        messages.success(request, _("The topic is added."))
        return redirect("office_topics")
    return _page(request, staff, {"form": form})


@office(runs)
def edit(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Rename a topic, take it out of use or back."""
    topic = get_object_or_404(Topic, pk=pk)
    initial = {name: getattr(topic, name) for name in service.FIELDS}
    form = TopicForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        service.change(topic, **form.cleaned_data, by=staff.principal)
        messages.success(request, _("Saved."))
        return redirect("office_topics")
    return _page(request, staff, {"form": form, "topic": topic})


def _page(request: HttpRequest, staff: Staff, more: dict[str, Any]) -> HttpResponseBase:
    context = {"here": "office_topics", "staff": staff, **more}
    status = 422 if more["form"].errors else 200
    return render(request, "sessions_app/office/topic.html", context, status=status)
