"""Addresses of the office's pages about units, leaders, rights, sheets and the audit log."""

from __future__ import annotations

from django.urls import path

from accounts.offices import audit, leaders, rights, sheets, sites, units

urlpatterns = [
    path("units/", units.units, name="office_units"),
    path("units/new/", units.new, name="office_unit_new"),
    path("units/<int:pk>/", units.unit, name="office_unit"),
    path("units/<int:pk>/edit/", units.edit, name="office_unit_edit"),
    path("units/<int:pk>/move/", units.move, name="office_unit_move"),
    path("units/<int:pk>/sites/", sites.sites, name="office_unit_sites"),
    path("units/<int:pk>/close/", units.close, name="office_unit_close"),
    path("leaders/", leaders.leaders, name="office_leaders"),
    path("leaders/new/", leaders.new, name="office_leader_new"),
    path("leaders/<int:pk>/", leaders.leader, name="office_leader"),
    path("leaders/<int:pk>/portrait/", leaders.portrait, name="office_leader_portrait"),
    path("leaders/<int:pk>/posts/new/", leaders.new_post, name="office_post_new"),
    path("posts/<int:pk>/", leaders.post, name="office_post"),
    path("import/", sheets.upload, name="office_import"),
    path("import/<str:reference>/", sheets.preview, name="office_import_preview"),
    path("import/<str:reference>/errors/", sheets.faults, name="office_import_faults"),
    path("import/template/<str:kind>.<str:end>", sheets.template, name="office_import_template"),
    path("rights/", rights.rights, name="office_rights"),
    path("rights/<int:pk>/take/", rights.take, name="office_right_take"),
    path("duties/", rights.duties, name="office_duties"),
    path("duties/<int:pk>/dismiss/", rights.dismiss, name="office_duty_dismiss"),
    path("audit/", audit.audit, name="office_audit"),
    path("audit/export/", audit.export, name="office_audit_export"),
    path("audit/verify/", audit.verify, name="office_audit_verify"),
]
