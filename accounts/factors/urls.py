"""Addresses of second factors and of one's sign-ins. allauth knows its own by name."""

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.db.transaction import atomic
from django.urls import path

from accounts.factors import views

# Atomic: a factor comes or goes together with its line in the security log, or not at all.
urlpatterns = [
    path("sign-in/factor/", base.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/again/factor/", views.again, name="factor_again"),
    path("sign-in/again/code-of-app/", base.reauthenticate, name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/account/factors/", views.index, name="mfa_index"),
    # Where allauth goes after a passkey was changed.
    path("me/account/factors/", views.index, name="mfa_list_webauthn"),
    path("me/account/factors/app/", app.activate_totp, name="mfa_activate_totp"),
    path("me/account/factors/app/remove/", atomic(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/account/factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "me/account/factors/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/account/factors/passkeys/add/", atomic(passkeys.add_webauthn), name="mfa_add_webauthn"
    ),
    path("me/account/factors/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "me/account/factors/passkeys/<int:pk>/remove/",
        atomic(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("me/account/devices/", views.devices, name="account_devices"),
]
