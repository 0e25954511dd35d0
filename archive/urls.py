"""Addresses of the archive."""

from django.urls import path

from archive import views

urlpatterns = [
    path("sessions/<int:number>/transcript/", views.transcript, name="transcript"),
    path("sessions/<int:number>/transcript/verify/", views.verify, name="verify"),
]
