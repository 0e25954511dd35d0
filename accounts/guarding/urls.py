"""Addresses of the security administrator's pages."""

from django.urls import path

from accounts.guarding import people, security

urlpatterns = [
    path("office/people/", people.search, name="office_people"),
    path("office/people/<int:number>/", people.person, name="office_person"),
    path("office/security/", security.log, name="office_security"),
]
