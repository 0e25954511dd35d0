"""All settings, driven by the environment and safe for production by default.

Every variable read here is explained in docs/settings.md; a test fails if one is not.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment as env

# Lets Django's generic classes be written with their type at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What this is running as -------------------------------------------------
DEBUG = env.flag("HUIYIN_DEBUG", default=False)
# Demo content and one-click sign-in. accounts/checks.py refuses to start with it in production.
DEMO = env.flag("HUIYIN_DEMO", default=False)
# The address people type, with scheme: https://ask.example.gov.cn
SITE_URL = env.text("HUIYIN_SITE_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
_local_site = _site.hostname in {"localhost", "127.0.0.1"}

ALLOWED_HOSTS = env.words("HUIYIN_HOSTS") or [_site.hostname or "localhost"]
_local_hosts = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = env.text("HUIYIN_SECRET_KEY")
if not SECRET_KEY:
    # This one is known to everyone: whoever has it can sign in as anyone.
    if not (_local_site and set(ALLOWED_HOSTS) <= set(_local_hosts)):
        raise ImproperlyConfigured("Set HUIYIN_SECRET_KEY to a long random string.")
    SECRET_KEY = "only-for-this-computer-" + "x" * 40
SECRET_KEY_FALLBACKS = env.words("HUIYIN_OLD_SECRET_KEYS")
if _local_site:
    ALLOWED_HOSTS += _local_hosts
# Origins (scheme, host, port) whose pages may open our sockets and post our forms.
ALLOWED_ORIGINS = env.words("HUIYIN_ORIGINS") or [SITE_URL]
if _local_site:
    _port = f":{_site.port}" if _site.port else ""
    ALLOWED_ORIGINS += [f"http://localhost{_port}", f"http://127.0.0.1{_port}"]
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS

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
EVENT_MODULES = ["accounts.events", "sessions_app.events", "dialogue.events", "cases.events"]
ACT_MODULES = ["dialogue.acts", "moderation.acts"]
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
# A rehearsal that nobody discards goes after so many hours.
REHEARSAL_HOURS = env.number("HUIYIN_REHEARSAL_HOURS", 24)
# What the worker's clock does, in this order, about once a second.
CLOCK_JOBS = [
    "sessions_app.clock.tick",
    "dialogue.clock.tick",
    "archive.clock.tick",
    "cases.clock.tick",
    "accounts.clock.tick",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    # Pages and JSON; static files are pressed already. It pads at random against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.remember_address",
    "accounts.privacy.asking.ask_again",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "frontend.context_processors.site",
            ],
        },
    }
]

# --- Data --------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL", "sqlite:///"), base=BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache"
        if REDIS_URL
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": REDIS_URL or "huiyin",
        # A Redis that hangs must not hold up a page: what it would have kept is made again.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2} if REDIS_URL else {},
    }
}
# The doorbell's layer. There is no "default" layer on purpose: with one, Channels
# would open a channel for every socket, which costs far more than the socket itself.
CHANNEL_LAYERS = {
    "doorbell": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": env.text("HUIYIN_REDIS_PREFIX", "huiyin")},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

# --- People ------------------------------------------------------------------
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
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
# What encrypts contact data and real names at rest, newest first; each of them can open.
# Without keys of their own they follow the secret key, and go when that goes.
SEALING_KEYS = env.words("HUIYIN_SEALING_KEYS") or [SECRET_KEY, *SECRET_KEY_FALLBACKS]
# Who answers for the data, and how to reach them: shown with the privacy policy.
OPERATOR = env.text("HUIYIN_OPERATOR")
PRIVACY_CONTACT = env.text("HUIYIN_PRIVACY_CONTACT")
# Life of the token a page joins with, in seconds; renewed over the socket at half-life.
TOKEN_SECONDS = env.number("HUIYIN_TOKEN_SECONDS", 600)

# --- Language and time -------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("HUIYIN_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# --- Files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
# Posters, portraits and documents that staff upload. nginx serves them in production.
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("HUIYIN_MEDIA") or BASE_DIR / "var" / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "frontend.storage.HashedModules"
    },
}

# --- Security ----------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS and env.flag("HUIYIN_REDIRECT_TO_HTTPS", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.flag("HUIYIN_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "huiyin_session"
CSRF_COOKIE_NAME = "huiyin_csrf"
LANGUAGE_COOKIE_NAME = "huiyin_language"
LANGUAGE_COOKIE_AGE = 31_536_000
SESSION_COOKIE_AGE = env.number("HUIYIN_SIGN_IN_SECONDS", 7 * 86_400)
LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Whose live streams (HLS), and whose players in a frame, a session's page may load: hosts.
STREAM_HOSTS = env.hosts("HUIYIN_STREAM_HOSTS")
STREAM_EMBEDS = env.hosts("HUIYIN_STREAM_EMBEDS", "player.bilibili.com,www.bilibili.com,v.qq.com")
# Tests stream from this computer; nobody else does.
STREAM_LOOPBACK = False
_socket_origins = [origin.replace("http", "ws", 1) for origin in ALLOWED_ORIGINS]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF, *_socket_origins],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, *(f"https://{host}" for host in STREAM_HOSTS)],
        "frame-src": [f"https://{host}" for host in STREAM_EMBEDS] or [NONE],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# --- The live room -----------------------------------------------------------
# Lost hints heal: every room looks at the log, and at revocations, this often.
HEAL_SECONDS = 2.0
# Sockets one process takes before new viewers are asked to follow by polling.
MAX_SOCKETS = env.number("HUIYIN_MAX_SOCKETS", 20_000)
# Unsent bytes a viewer may leave lying before the socket is cut, and asked back.
MAX_UNSENT_BYTES = 256 * 1024
# Acts per principal and minute over all edges of one process.
ACTS_PER_MINUTE = env.number("HUIYIN_ACTS_PER_MINUTE", 100)

# --- Logs --------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("HUIYIN_LOG_LEVEL", "INFO")},
    # One line a request tells an operator nothing that the proxy's log does not.
    "loggers": {"httpx": {"level": "WARNING"}, "daphne": {"level": "WARNING"}},
}
