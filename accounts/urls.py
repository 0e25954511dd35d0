"""Addresses of sign-in, of sign-up, and of one's account. allauth knows them by name."""

from allauth.account import views as allauth
from django.db.transaction import atomic
from django.urls import path

from accounts import account_views, views

sign_in = views.SignIn.as_view()

# Atomic: an address comes or goes together with its line in the security log, or not at all.
urlpatterns = [
    # The one door, under our name and under allauth's.
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-in/demo/", views.demo_sign_in, name="demo_sign_in"),
    path("sign-in/code/", allauth.request_login_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/inactive/", allauth.account_inactive, name="account_inactive"),
    path("sign-up/", views.SignUp.as_view(), name="account_signup"),
    path("confirm/phone/", allauth.verify_phone, name="account_verify_phone"),
    path(
        "confirm/email/",
        atomic(allauth.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("sign-in/forgotten/", allauth.password_reset, name="account_reset_password"),
    path(
        "sign-in/forgotten/confirm/",
        allauth.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/forgotten/new/",
        allauth.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "sign-in/forgotten/done/",
        allauth.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("sign-in/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path(
        "sign-in/again/code/",
        allauth.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "sign-in/again/code/confirm/",
        allauth.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("me/looks/", views.keep_looks, name="keep_looks"),
    path("me/account/", account_views.account, name="account"),
    path("me/account/name/", account_views.name, name="account_name"),
    path("me/account/phone/", allauth.change_phone, name="account_change_phone"),
    path("me/account/phone/remove/", account_views.remove_phone, name="account_remove_phone"),
    path("me/account/email/", atomic(allauth.email), name="account_email"),
    path("me/account/password/", allauth.password_change, name="account_change_password"),
    path("me/account/password/new/", allauth.password_set, name="account_set_password"),
]
