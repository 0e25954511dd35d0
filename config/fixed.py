"""What no installation changes: the rooms, what they offer one another, the one door.

config/settings.py takes it all over; what an operator may set is there, and only there.
"""

from __future__ import annotations

# --- Rooms -------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "channels",
    "guardian",
    "accounts.contacts.apps.SealedAccountConfig",
    "allauth",
    "allauth.mfa",
    "allauth.usersessions",
    "ninja",
    "log",
    "accounts",
    "sessions_app",
    "dialogue",
    "moderation",
    "archive",
    "cases",
    "frontend",
    "config",
]

# The vocabulary: each room speaks its own words; frozen at start-up by the log.
EVENT_MODULES = [
    "accounts.events",
    "sessions_app.events",
    "dialogue.events.questions",
    "dialogue.events.said",
    "dialogue.events.polls",
    "dialogue.events.desk",
    "moderation.events",
    "cases.events",
]
ACT_MODULES = [
    "dialogue.acts.asking",
    "dialogue.acts.hosting",
    "dialogue.acts.speaking",
    "dialogue.acts.promising",
    "dialogue.acts.notes",
    "dialogue.acts.polls",
    "dialogue.acts.opinions",
    "moderation.acts",
]
# Checks every question passes on its way in, in this order.
SCREENS = [
    "moderation.screens.length",
    "moderation.screens.characters",
    "moderation.screens.repeats",
    "moderation.screens.listed_words",
]
# What deletes a room's part of a rehearsal, the uppermost room first: lower rooms never import
# upper ones.
REHEARSAL_SWEEPERS = [
    "archive.rehearsals.sweep",
    "moderation.rehearsals.sweep",
    "dialogue.rehearsals.sweep",
]
# What the worker's clock does, in this order, about once a second.
CLOCK_JOBS = [
    "sessions_app.clock.tick",
    "sessions_app.fanout.tick",
    "dialogue.clock.tick",
    "archive.clock.tick",
    "cases.clock.tick",
    "accounts.clock.tick",
    "accounts.delivery.clock.tick",
    "accounts.retention_clock.tick",
]

MIDDLEWARE = [
    # Around all that add headers: files carry none that are about pages.
    "frontend.static_heads.static_heads",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    # Pages and JSON; static files and pages for everybody are pressed already. It pads at random
    # against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.middleware.Tongue",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.remember_address",
    "accounts.middleware.AnswerTooMany",
    "accounts.factors.middleware.Doorkeeper",
    "accounts.privacy.asking.ask_again",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

# --- What is kept about people -----------------------------------------------
# Each room says what it keeps about people, for how long, and what belongs to one's own data.
RETENTION_MODULES = ["accounts.kept", "sessions_app.kept", "dialogue.kept", "moderation.kept"]
EXPORTERS = [
    "accounts.exporting",
    "sessions_app.exporting",
    "dialogue.exporting",
    "cases.exporting",
]
# What each room does when somebody closes the account, in this order, in one transaction.
LEAVING = ["sessions_app.leaving", "dialogue.leaving"]

# --- The one door ------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "accounts.backends.ObjectPermissions",
]
# Guardian's check looks for its own class by name; ours is that class made safe for async.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_GET_INIT_ANONYMOUS_USER = "accounts.models.make_anonymous_user"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# allauth's own tables, with the e-mail address sealed: accounts/contacts/apps.py.
MIGRATION_MODULES = {"account": "accounts.contacts.migrations"}
# The one door (accounts/adapters, accounts/forms_*, accounts/door_urls.py).
ACCOUNT_ADAPTER = "accounts.adapters.Adapter"
ACCOUNT_LOGIN_METHODS = {"phone", "email", "username"}
# Either of the two will do: accounts/forms_signup.py. allauth's check wants to see one required,
# for it verifies an address by code only where addresses are mandatory.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1"]
ACCOUNT_FORMS = {
    "login": "accounts.forms_signin.SignInForm",
    "request_login_code": "accounts.forms_signin.RequestCodeForm",
    "reset_password": "accounts.forms_signin.ForgottenForm",
    "signup": "accounts.forms_signup.SignUpForm",
    "confirm_login_code": "accounts.forms_codes.SignInCodeForm",
    "confirm_password_reset_code": "accounts.forms_codes.ForgottenCodeForm",
    "confirm_reauthentication_code": "accounts.forms_codes.AgainCodeForm",
    "confirm_email_verification_code": "accounts.forms_codes.EmailCodeForm",
    "verify_phone": "accounts.forms_codes.PhoneCodeForm",
    "add_email": "accounts.forms_account.EmailForm",
    "change_password": "accounts.forms_account.ChangePasswordForm",
    "set_password": "accounts.forms_account.NewPasswordForm",
    "reset_password_from_key": "accounts.forms_account.ForgottenPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
# Whether somebody has an account is nobody's business.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = ACCOUNT_SESSION_REMEMBER = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Second factors (accounts/factors): an authenticator app, passkeys, recovery codes.
MFA_ADAPTER = "accounts.factors.adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "accounts.factors.forms.AppForm",
    "authenticate": "accounts.factors.forms.CodeForm",
    "reauthenticate": "accounts.factors.forms.CodeAgainForm",
    "add_webauthn": "accounts.factors.forms.PasskeyForm",
    "edit_webauthn": "accounts.factors.forms.NameForm",
}
# A passkey that knows its owner is two factors in one: no password besides.
MFA_PASSKEY_LOGIN_ENABLED = MFA_RECOVERY_CODES_SHOW_ONCE = True
# Clocks of telephones go wrong by seconds.
MFA_TOTP_TOLERANCE = 1
# Addresses are confirmed before an account counts (accounts/reach.py).
MFA_ALLOW_UNVERIFIED_EMAIL = True
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
