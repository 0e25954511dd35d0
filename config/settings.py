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

# Django's settings are a namespace: what never changes comes from a file of its own.
from config.fixed import *  # noqa: F403

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
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured("HUIYIN_SITE_URL must begin with https:// (or http://).")
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
elif (HTTPS or not _local_site) and not env.unguessable(SECRET_KEY):
    raise ImproperlyConfigured(
        "HUIYIN_SECRET_KEY can be guessed: set it to a random string of 32 characters or more."
    )
SECRET_KEY_FALLBACKS = env.words("HUIYIN_OLD_SECRET_KEYS")
if _local_site:
    ALLOWED_HOSTS += _local_hosts
# Origins (scheme, host, port) whose pages may open our sockets and post our forms.
ALLOWED_ORIGINS = env.words("HUIYIN_ORIGINS") or [SITE_URL]
if _local_site:
    _port = f":{_site.port}" if _site.port else ""
    ALLOWED_ORIGINS += [f"http://localhost{_port}", f"http://127.0.0.1{_port}"]
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS

# --- Rooms: config/fixed.py --------------------------------------------------
# A rehearsal that nobody discards goes after so many hours.
REHEARSAL_HOURS = env.number("HUIYIN_REHEARSAL_HOURS", 24)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First: allauth's pages are ours, its own stand in apps that come earlier.
        "DIRS": [BASE_DIR / "frontend" / "templates"],
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
# Counted in the cache: shared by all processes as soon as REDIS_URL is set. A code is six digits
# and three guesses: thirty guesses a day for one account. `ip` is accounts.addresses.client.
_sms_per_hour = env.number("HUIYIN_SMS_PER_ADDRESS", 60)
_sms_rates = f"1/20s/key,6/h/key,12/d/key,{_sms_per_hour}/h/ip,{5 * _sms_per_hour}/d/ip"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key,50/d/key",
    "request_login_code": "30/m/ip,3/10m/key,10/d/key",
    "reset_password": "30/m/ip,3/10m/key,10/d/key",
    "reset_password_from_key": "30/m/ip",
    # By browser: three codes in ten minutes, three guesses each.
    "guess_code": "9/10m/key",
    "signup": "60/m/ip",
    "confirm_email": "1/10s/key,10/d/key",
    "verify_phone": _sms_rates,
    "change_phone": "6/m/user",
    "send_sms": _sms_rates,
}
# Whoever may do more than ask needs a second factor; never off where others can reach the site.
STAFF_SECOND_FACTOR = env.flag("HUIYIN_STAFF_SECOND_FACTOR", default=not DEMO)
# A sign-in of staff ends when no page of theirs was open for so long (0: never) ...
STAFF_IDLE_SECONDS = env.number("HUIYIN_STAFF_IDLE_SECONDS", 0 if DEMO else 1800)
# ... and after a working day at the latest.
STAFF_SIGN_IN_SECONDS = env.number("HUIYIN_STAFF_SIGN_IN_SECONDS", 12 * 3600)
# What encrypts contact data and real names at rest, newest first; each of them can open.
# Without keys of their own they follow the secret key, and go when that goes.
SEALING_KEYS = env.words("HUIYIN_SEALING_KEYS") or [SECRET_KEY, *SECRET_KEY_FALLBACKS]
# Who answers for the data, and how to reach them: shown with the privacy policy.
OPERATOR = env.text("HUIYIN_OPERATOR")
PRIVACY_CONTACT = env.text("HUIYIN_PRIVACY_CONTACT")
# Where somebody says that a page cannot be used.
ACCESSIBILITY_CONTACT = env.text("HUIYIN_ACCESSIBILITY_CONTACT", PRIVACY_CONTACT)
# Who checks real names: a dotted path, or "" where nobody does. See accounts/real_name/.
REAL_NAME_BACKEND = env.text(
    "HUIYIN_REAL_NAME_BACKEND",
    "accounts.real_name.console.ConsoleVerifier" if _local_site else "",
)
REAL_NAME_URL = env.text("HUIYIN_REAL_NAME_URL")
if "http.HttpVerifier" in REAL_NAME_BACKEND and urlsplit(REAL_NAME_URL).scheme != "https":
    raise ImproperlyConfigured("HUIYIN_REAL_NAME_URL must be an https:// address.")
REAL_NAME_HEADERS = env.structure("HUIYIN_REAL_NAME_HEADERS") or {}
REAL_NAME_BODY = env.structure("HUIYIN_REAL_NAME_BODY") or {
    "name": "{name}",
    "id_number": "{id_number}",
}
# Where in the answer the verdict stands, which values mean yes and no, and where its reference.
REAL_NAME_FIELD = env.text("HUIYIN_REAL_NAME_FIELD", "result")
REAL_NAME_YES = env.words("HUIYIN_REAL_NAME_YES", "1,true,True,match")
REAL_NAME_NO = env.words("HUIYIN_REAL_NAME_NO", "0,2,false,False,mismatch")
REAL_NAME_REFERENCE = env.text("HUIYIN_REAL_NAME_REFERENCE")
# --- Messages to people ------------------------------------------------------
# Text messages: accounts/sms. "none" where no way out is named, and then nobody is asked for a
# telephone number.
_sms_url = env.text("HUIYIN_SMS_URL")
SMS_BACKEND = env.text("HUIYIN_SMS") or (
    "http" if _sms_url else "console" if _local_site else "none"
)
SMS_HTTP = {
    "method": env.text("HUIYIN_SMS_METHOD", "POST"),
    "url": _sms_url,
    "headers": env.structure("HUIYIN_SMS_HEADERS") or {},
    "body": env.structure("HUIYIN_SMS_BODY"),
    "accepted": env.text("HUIYIN_SMS_ACCEPTED"),
}
if SMS_BACKEND == "http" and not _sms_url:
    raise ImproperlyConfigured("Set HUIYIN_SMS_URL to your provider's address.")
# Messages a day that the whole platform sends at most, whatever anybody tries.
SMS_PER_DAY = env.number("HUIYIN_SMS_PER_DAY", 20_000)
globals().update(
    env.email(
        "HUIYIN_EMAIL_URL",
        default="console://" if _local_site else "smtp://localhost:25?starttls=0",
    )
)
DEFAULT_FROM_EMAIL = env.text("HUIYIN_EMAIL_FROM") or f"no-reply@{_site.hostname}"

# --- What followers are told -------------------------------------------------
REPLY_TO = env.words("HUIYIN_EMAIL_REPLY_TO")
# Tries before a message is given up, with ever longer pauses: eight take about a day.
MESSAGE_TRIES = env.number("HUIYIN_MESSAGE_TRIES", 8)
DELIVERY_THREADS = env.number("HUIYIN_DELIVERY_THREADS", 8)
# No SMS between these hours of the platform's day.
SMS_QUIET_HOURS = env.hours("HUIYIN_SMS_QUIET_HOURS", "21-8")
# Notifications on devices are offered once there is a key: manage.py push_keys.
PUSH_PRIVATE_KEY = env.text("HUIYIN_PUSH_PRIVATE_KEY")
# Whom a push service can turn to about what we send it.
PUSH_CONTACT = env.text("HUIYIN_PUSH_CONTACT") or (
    SITE_URL if HTTPS else "mailto:no-reply@localhost"
)
# The only servers notifications are posted to: those of Mozilla, Google, Apple and Microsoft.
PUSH_HOSTS = env.words(
    "HUIYIN_PUSH_HOSTS",
    "*.push.services.mozilla.com,fcm.googleapis.com,*.push.apple.com,*.notify.windows.com",
)
# Further origins, for tests with a push service of their own; no variable leads here.
PUSH_TEST_ORIGINS: list[str] = []

# Life of the token a page joins with, in seconds; renewed over the socket at half-life.
TOKEN_SECONDS = env.number("HUIYIN_TOKEN_SECONDS", 600)

# --- The schedule ------------------------------------------------------------
# Days before its start that a session is announced; later ones need a reason. 0: no rule.
NOTICE_DAYS = env.number("HUIYIN_NOTICE_DAYS", 3)
# Furthest day of a promise, in days from today: a slip in the year is none (docs/settings.md).
PROMISE_DAYS = env.number("HUIYIN_PROMISE_DAYS", 730)

# --- Language and time -------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("HUIYIN_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

# --- Files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
# A player for browsers that cannot play HLS by themselves, where it was fetched (`make player`).
PLAYER = BASE_DIR / "var" / "player"
STATICFILES_DIRS = [("player", PLAYER)] if PLAYER.is_dir() else []
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
_behind_proxy = env.flag("HUIYIN_BEHIND_PROXY", default=False)
if _behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand before us: so many entries of X-Forwarded-For can be believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("HUIYIN_PROXIES", 1 if _behind_proxy else 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "huiyin_session"
# While somebody signs in their number or address is in the session: not for readers of the table.
SESSION_SERIALIZER = "accounts.session_serializer.Sealed"
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
# Sites that may show the frames of every unit (frontend/embed); units allow more in the office.
EMBED_SITES = env.origins("HUIYIN_EMBED_SITES")
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
