"""The office's pages of import: a template, the upload, its preview, the confirmation."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook
from openpyxl.styles import Font

from accounts.office import Staff, manages, office
from accounts.offices.sheet_forms import SheetForm
from accounts.sheets import importing, reading, writing
from accounts.sheets.columns import KINDS
from log.codes import Refused

# How many lines a preview shows of each sort.
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def upload(request: HttpRequest, staff: Staff) -> HttpResponseBase:
    """Take a sheet and go on to its preview."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            # No more is read than may be kept.
            data = sheet.read(reading.MOST_BYTES + 1)
            kind = form.cleaned_data["kind"]
            reference = importing.keep(data, kind=kind, name=sheet.name, user=staff.user)
        except reading.UnreadableError as error:
            form.add_error("sheet", str(error))
        else:
            return redirect("office_import_preview", reference)
    context = {"here": "office_import", "staff": staff, "form": form}
    status = 422 if form.errors else 200
    return render(request, "office/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office(manages)
def preview(request: HttpRequest, staff: Staff, reference: str) -> HttpResponseBase:
    """Show what a sheet would do; do it when that is confirmed."""
    sheet = importing.kept(reference, staff.user)
    refused = None
    if request.method == "POST":
        try:
            digest = request.POST.get("digest", "")
            done = importing.confirm(sheet, digest=digest, by=staff.principal)
        except Refused as refusal:
            refused = refusal
        else:
            words = _("Imported: {created} new, {changed} changed, {unchanged} as they were.")
            counts = {name: done.counts[name] for name in ("created", "changed", "unchanged")}
            messages.success(request, words.format(**counts))
            return redirect("office_units" if sheet.kind == "units" else "office_leaders")
    plan = importing.planned(sheet, staff.principal).plan
    steps = [step for step in plan.steps if step.verdict in {"created", "changed"}]
    context: dict[str, Any] = {
        "here": "office_import",
        "staff": staff,
        "sheet": sheet,
        "reference": reference,
        "refused": refused.message() if refused else "",
        "plan": plan,
        "counts": dict(plan.counts),
        "faults": plan.faults[:SHOWN],
        "faults_left": max(0, len(plan.faults) - SHOWN),
        "steps": steps[:SHOWN],
        "steps_left": max(0, len(steps) - SHOWN),
        "doubts": [step for step in plan.steps if step.doubts][:SHOWN],
    }
    return render(request, "office/import_preview.html", context, status=409 if refused else 200)


@require_safe
@office(manages)
def faults(request: HttpRequest, staff: Staff, reference: str) -> HttpResponseBase:
    """Give all that is wrong in a sheet as CSV."""
    plan = importing.planned(importing.kept(reference, staff.user), staff.principal).plan
    rows: list[list[object]] = [[_("Line"), _("Column"), _("What is wrong")]]
    rows += ([fault.line, fault.column, fault.words] for fault in plan.faults)
    answer = StreamingHttpResponse(writing.lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="huiyin-import-errors.csv"'
    return answer


@require_safe
@office(manages)
def template(request: HttpRequest, staff: Staff, kind: str, end: str) -> HttpResponseBase:
    """Give an empty sheet with the heads of its columns."""
    if kind not in KINDS or end not in {"xlsx", "csv"}:
        raise Http404
    heads = [f"{column.label}{'*' if column.needed else ''}" for column in KINDS[kind]]
    answer = HttpResponse(_xlsx(heads) if end == "xlsx" else "".join(writing.lines([heads])))
    answer["Content-Type"] = XLSX if end == "xlsx" else "text/csv; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="huiyin-{kind}.{end}"'
    return answer


def _xlsx(heads: list[str]) -> bytes:
    book = Workbook(write_only=False)
    sheet: Any = book.active
    for place, head in enumerate(heads, 1):
        cell = sheet.cell(row=1, column=place)
        # As text, whatever it begins with.
        cell.value, cell.data_type, cell.font = head, "s", Font(bold=True)
        # Codes and telephone numbers keep their zeros.
        sheet.column_dimensions[cell.column_letter].width = 22
        sheet.column_dimensions[cell.column_letter].number_format = "@"
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
