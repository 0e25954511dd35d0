"""The desk's address."""

from django.urls import path

from moderation import views

urlpatterns = [path("sessions/<int:number>/desk/", views.desk, name="desk")]
