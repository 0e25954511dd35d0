"""Addresses of sign-in."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-in/demo/", views.demo_sign_in, name="demo_sign_in"),
]
