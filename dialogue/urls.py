"""Addresses of the live room."""

from django.urls import path

from dialogue import poll_views, staff_views, views

urlpatterns = [
    path("sessions/<int:number>/", views.session_page, name="session"),
    path("sessions/<int:number>/ask/", views.ask, name="ask"),
    path("sessions/<int:number>/support/", views.support_plain, name="support_plain"),
    path("sessions/<int:number>/poll/", poll_views.poll, name="poll"),
    path("sessions/<int:number>/console/", staff_views.console, name="console"),
    path("sessions/<int:number>/drafts/", staff_views.drafts, name="drafts"),
    path("sessions/<int:number>/host/", staff_views.host, name="host"),
    path("sessions/<int:number>/steno/", staff_views.steno, name="steno"),
    path("receipt/", views.receipt, name="receipt"),
    path("me/", views.mine, name="mine"),
]
