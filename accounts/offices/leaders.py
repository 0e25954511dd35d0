"""The office's pages of leaders: the list, one leader with all posts, and a post."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import asked
from accounts.directory import in_office
from accounts.models import Leader, Organisation, Tenure
from accounts.office import Staff, manages, office
from accounts.offices.fields import written
from accounts.offices.leader_forms import LeaderForm, MovePostForm, NewPostForm, PostForm
from accounts.services import leaders as service
from log.codes import Refused

PER_PAGE = 50
SHOWS = ("current", "former", "all")
BESIDE = {
    "not_yours": "unit",
    "unit_closed": "unit",
    "ends_too_early": "until",
    "account_taken": "user",
}


@require_safe
@office(manages)
def leaders(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """List leaders: by name, by unit (and below), in office or former."""
    words = asked.words(request, "q", 30)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "current"
    unit = Organisation.objects.filter(pk=asked.number(request, "unit")).first()
    page = Paginator(_found(words, show, unit), PER_PAGE).get_page(request.GET.get("page"))
    kept = f"unit={unit.pk}&" if unit else ""
    context = {
        "page": page,
        "words": words,
        "show": show,
        "unit": unit,
        "kept": kept,
        "query": f"q={words}&show={show}&{kept}",
        "may_add": staff.has("manage") or staff.keeps(None),
    }
    return _page(request, staff, "office/leaders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def new(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Add a leader together with the first post."""
    unit = Organisation.objects.filter(pk=asked.number(request, "unit")).first()
    if not (staff.has("manage") or staff.keeps(None)):
        raise Refused("not_yours")
    sent = request.POST or None
    person = LeaderForm(sent, request.FILES or None)
    post = NewPostForm(sent, initial={"unit": written(unit), "place": 1})
    if request.method == "POST" and all([person.is_valid(), post.is_valid()]):
        try:
            made = service.create(
                person.person, unit=post.cleaned_data["unit"], by=staff.principal, **post.told
            )
        except Refused as refusal:
            _beside((post, person), refusal)
        else:
            messages.success(request, _("{name} was added.").format(name=made.name))
            return redirect("office_leader", made.pk)
    context = {"person": person, "post": post}
    return _page(request, staff, "office/leader_new.html", context, person, post)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def leader(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Show a leader with all posts; whoever keeps one of the units changes what is told."""
    here = get_object_or_404(Leader.objects.select_related("user"), pk=pk)
    keeps = service.keeps(here, staff.principal) is not None
    account = here.user.username if here.user else ""
    form = LeaderForm(
        request.POST or None, request.FILES or None, instance=here, initial={"user": account}
    )
    if request.method == "POST":
        if not keeps:
            raise Refused("not_yours")
        if form.is_valid():
            try:
                service.change(here, form.person, by=staff.principal)
            except Refused as refusal:
                _beside((form,), refusal)
            else:
                messages.success(request, _("Your changes are saved."))
                return redirect("office_leader", pk)
    context = {
        "leader": Leader.objects.get(pk=pk),
        "keeps": keeps,
        "form": form,
        "posts": _posts(here, staff),
    }
    return _page(request, staff, "office/leader.html", context, form)


@require_POST
@office(manages)
def portrait(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Take a leader's portrait away."""
    service.remove_portrait(get_object_or_404(Leader, pk=pk), by=staff.principal)
    messages.success(request, _("The portrait is gone."))
    return redirect("office_leader", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def new_post(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Give a leader one more post."""
    here = get_object_or_404(Leader, pk=pk)
    if not (staff.has("manage") or staff.keeps(None)):
        raise Refused("not_yours")
    form = NewPostForm(request.POST or None, initial={"place": 1})
    if request.method == "POST" and form.is_valid():
        try:
            unit = form.cleaned_data["unit"]
            service.appoint(here, unit=unit, by=staff.principal, **form.told)
        except Refused as refusal:
            _beside((form,), refusal)
        else:
            messages.success(request, _("The post is entered."))
            return redirect("office_leader", pk)
    return _page(request, staff, "office/post.html", {"leader": here, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def post(request: HttpRequest, staff: Staff, pk: int) -> HttpResponseBase:
    """Change a post, end it, or let its holder go to another one."""
    held = get_object_or_404(Tenure.objects.select_related("leader", "organisation"), pk=pk)
    if not staff.keeps(held.organisation):
        raise Refused("not_yours")
    moving = request.POST.get("do") == "move"
    sent = request.POST if request.method == "POST" else None
    form = PostForm(None if moving else sent, instance=held)
    # Both forms stand on one page and have a field called "post".
    today = {"on": timezone.localdate()}
    move = MovePostForm(sent if moving else None, initial=today, auto_id="move_%s")
    if sent is not None and _changed(form, move, held, staff, moving=moving):
        messages.success(request, _("Your changes are saved."))
        return redirect("office_leader", held.leader_id)
    context = {
        "leader": held.leader,
        "unit": held.organisation,
        "form": form,
        "move": None if held.until else move,
    }
    return _page(request, staff, "office/post.html", context, form, move)


def _changed(
    form: PostForm, move: MovePostForm, held: Tenure, staff: Staff, *, moving: bool
) -> bool:
    """Do what was sent, by its service; a refusal is put beside the field it is about."""
    chosen: PostForm | MovePostForm = move if moving else form
    if not chosen.is_valid():
        return False
    try:
        if moving:
            service.move(held, by=staff.principal, **move.cleaned_data)
        else:
            service.change_post(held, by=staff.principal, **form.told)
    except Refused as refusal:
        at = "on" if moving and refusal.code == "ends_too_early" else BESIDE.get(refusal.code)
        chosen.add_error(at if at in chosen.fields else None, refusal.message())
        return False
    return True


def _found(words: str, show: str, unit: Organisation | None) -> QuerySet[Leader]:
    held = Tenure.objects.filter(leader=OuterRef("pk"))
    if unit is not None:
        held = held.filter(organisation__path__startswith=unit.path)
    rows = Leader.objects.all()
    if words:
        rows = rows.filter(name__icontains=words)
    if show == "current":
        rows = rows.filter(Exists(held.filter(in_office())))
    elif show == "former":
        rows = rows.filter(~Exists(held.filter(in_office())), Exists(held))
    elif unit is not None:
        rows = rows.filter(Exists(held))
    # Databases differ in where they put "until today".
    latest = F("until").desc(nulls_first=True)
    posts = Tenure.objects.select_related("organisation").order_by(latest, "place", "pk")
    return rows.prefetch_related(Prefetch("tenures", posts)).order_by("name", "pk")


def _posts(leader_: Leader, staff: Staff) -> list[dict[str, Any]]:
    rows = leader_.tenures.select_related("organisation")
    in_order = sorted(rows, key=lambda each: (each.is_former, each.place, -each.pk))
    return [{"held": each, "keeps": staff.keeps(each.organisation)} for each in in_order]


def _beside(forms: tuple[ModelForm[Any], ...], refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or above the first form."""
    name = BESIDE.get(refusal.code, "")
    for form in forms:
        if name in form.fields:
            form.add_error(name, refusal.message())
            return
    forms[0].add_error(None, refusal.message())


def _page(
    request: HttpRequest,
    staff: Staff,
    template: str,
    context: dict[str, Any],
    *forms: Form | ModelForm[Any],
) -> HttpResponse:
    status = 422 if any(form.errors for form in forms) else 200
    shown = {"here": "office_leaders", "staff": staff, **context}
    return render(request, template, shown, status=status)
